package io.twinhub.local.engine.query.ast;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Prints a tree as a query on one line. Parsing that text gives a tree that prints the same text. */
public final class QueryPrinter {

  private QueryPrinter() {}

  /** The text of {@code query}. */
  public static String print(Query query) {
    List<String> clauses = new ArrayList<>();
    clauses.add("SELECT");
    query.select().top().ifPresent(top -> clauses.add("TOP " + top));
    clauses.add(
        query.select().all()
            ? "*"
            : query.select().items().stream()
                .map(QueryPrinter::print)
                .collect(Collectors.joining(", ")));
    clauses.add("FROM " + query.from().spelling());
    query.where().ifPresent(where -> clauses.add("WHERE " + print(where)));
    if (!query.groupBy().isEmpty()) {
      clauses.add("GROUP BY "
          + query.groupBy().stream().map(QueryPrinter::print).collect(Collectors.joining(", ")));
    }
    return String.join(" ", clauses);
  }

  /** The text of {@code item}. */
  public static String print(SelectItem item) {
    String value = item.accept(new SelectItem.Visitor<>() {
      @Override
      public String column(SelectItem.Column column) {
        return print(column.path());
      }

      @Override
      public String aggregate(SelectItem.Aggregate aggregate) {
        return "%s(%s)"
            .formatted(
                aggregate.function(),
                aggregate.argument().map(QueryPrinter::print).orElse(""));
      }
    });
    return item.alias().map(alias -> value + " AS " + Names.spelt(alias)).orElse(value);
  }

  /** The text of {@code expression}, with parentheses only where they are needed. */
  public static String print(Expression expression) {
    return expression.accept(new ExpressionPrinter());
  }
}
