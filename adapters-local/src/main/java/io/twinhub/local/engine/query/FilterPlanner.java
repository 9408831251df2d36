package io.twinhub.local.engine.query;

import io.twinhub.domain.json.JsonPath;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.query.QueryRow;
import io.twinhub.local.engine.query.ast.Expression;
import io.twinhub.local.engine.query.ast.From;
import io.twinhub.local.engine.query.ast.Path;
import io.twinhub.local.engine.query.ast.PathCollector;
import io.twinhub.local.engine.query.ast.QueryPrinter;
import io.twinhub.local.engine.query.check.RootFields;
import io.twinhub.local.engine.query.plan.Condition;
import io.twinhub.local.engine.query.plan.Planner;
import io.twinhub.local.engine.query.plan.Row;
import io.twinhub.local.engine.query.table.Column;
import io.twinhub.local.engine.query.table.Columns;
import io.twinhub.local.engine.query.value.Truth;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes a filter from a condition, in a turn of the table. Negations are moved to the leaves by asking for
 * "false" instead of "true", so three-valued logic needs no third set of rows: NOT, AND and OR over "is
 * true" and "is false" are exact. A leaf is evaluated as its compiled condition; if it uses one path only,
 * once per value of that path's column.
 */
final class FilterPlanner implements Expression.Visitor<Filter> {
  private final From from;
  private final Columns.Lease columns;
  private final RowView view;
  private final Truth wanted;

  private FilterPlanner(From from, Columns.Lease columns, RowView view, Truth wanted) {
    this.from = from;
    this.columns = columns;
    this.view = view;
    this.wanted = wanted;
  }

  /** A filter for the rows that fulfil {@code condition}. */
  static Filter filter(From from, Expression condition, Columns.Lease columns, RowView view) {
    return condition.accept(new FilterPlanner(from, columns, view, Truth.TRUE));
  }

  private List<Filter> each(List<Expression> terms) {
    return terms.stream().map(term -> term.accept(this)).toList();
  }

  @Override
  public Filter not(Expression.Not not) {
    return not.term().accept(new FilterPlanner(from, columns, view, wanted.not()));
  }

  @Override
  public Filter and(Expression.And and) {
    List<Filter> terms = each(and.terms());
    return wanted == Truth.TRUE ? new Filter.All(terms) : new Filter.Any(terms);
  }

  @Override
  public Filter or(Expression.Or or) {
    List<Filter> terms = each(or.terms());
    return wanted == Truth.TRUE ? new Filter.Any(terms) : new Filter.All(terms);
  }

  private Filter leaf(Expression expression) {
    Condition condition = Planner.condition(from, expression);
    Set<JsonPath> paths = new LinkedHashSet<>();
    for (Path path : PathCollector.pathsOf(expression)) {
      paths.add(RootFields.canonical(from, path));
    }
    if (paths.isEmpty()) {
      return new Filter.Always(condition.test(new OneValue(Optional.empty())) == wanted);
    }
    Optional<Column> column = paths.size() > 1
        ? Optional.empty()
        : columns.find(paths.iterator().next()).filter(Column::isUsable);
    return column
        .<Filter>map(only -> new Filter.Selected(only.select(
            wanted + " " + QueryPrinter.print(expression),
            value -> condition.test(new OneValue(value)) == wanted)))
        .orElseGet(() -> new Filter.Asked(condition, wanted, view));
  }

  /** A row with the value of a single path. */
  private record OneValue(Optional<JsonValue> value) implements Row {
    @Override
    public Optional<JsonValue> find(JsonPath path) {
      return value;
    }

    @Override
    public QueryRow document() {
      throw new IllegalStateException("a condition asks for values only");
    }
  }

  @Override
  public Filter literal(Expression.Literal literal) {
    return leaf(literal);
  }

  @Override
  public Filter path(Path path) {
    return leaf(path);
  }

  @Override
  public Filter array(Expression.ArrayLiteral array) {
    return leaf(array);
  }

  @Override
  public Filter call(Expression.Call call) {
    return leaf(call);
  }

  @Override
  public Filter comparison(Expression.Comparison comparison) {
    return leaf(comparison);
  }

  @Override
  public Filter in(Expression.In in) {
    return leaf(in);
  }

  @Override
  public Filter arithmetic(Expression.Arithmetic arithmetic) {
    return leaf(arithmetic);
  }

  @Override
  public Filter sign(Expression.Sign sign) {
    return leaf(sign);
  }
}
