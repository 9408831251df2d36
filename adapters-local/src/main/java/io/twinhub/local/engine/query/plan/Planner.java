package io.twinhub.local.engine.query.plan;

import io.twinhub.domain.document.DocumentNames;
import io.twinhub.domain.json.JsonPath;
import io.twinhub.domain.json.JsonString;
import io.twinhub.local.engine.query.ast.Expression;
import io.twinhub.local.engine.query.ast.From;
import io.twinhub.local.engine.query.ast.Path;
import io.twinhub.local.engine.query.ast.Query;
import io.twinhub.local.engine.query.ast.RelationalOperator;
import io.twinhub.local.engine.query.ast.SelectItem;
import io.twinhub.local.engine.query.check.ColumnNames;
import io.twinhub.local.engine.query.check.RootFields;
import io.twinhub.local.engine.query.value.Truth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Compiles a checked query once; the plan is then applied row by row. */
public final class Planner {
  private static final JsonPath DEVICE_ID = JsonPath.of(DocumentNames.DEVICE_ID);

  private Planner() {}

  /** The plan for {@code query}, in which the checker found no problem. */
  public static Plan plan(Query query) {
    Condition condition =
        query.where().map(where -> condition(query.from(), where)).orElse(row -> Truth.TRUE);
    return new Plan(
        query.from(),
        query.where().flatMap(where -> pinnedDevices(query.from(), where)),
        condition,
        query.select().top(),
        output(query));
  }

  /** Compiles a condition, or a part of one. */
  public static Condition condition(From from, Expression expression) {
    return expression.accept(new ConditionPlanner(from, new TermPlanner(from)));
  }

  private static RowOutput output(Query query) {
    if (query.select().all()) {
      return new RowOutput.Documents();
    }
    Members members = new Members(query);
    return query.aggregates()
        ? new RowOutput.Groups(
            query.groupBy().stream()
                .map(path -> RootFields.canonical(query.from(), path))
                .toList(),
            members.columns,
            members.figures)
        : new RowOutput.Projection(members.columns);
  }

  /** The device ids that a condition over devices requires, in a term that every row must fulfil. */
  private static Optional<List<String>> pinnedDevices(From from, Expression where) {
    if (from != From.DEVICES) {
      return Optional.empty();
    }
    Stream<Expression> required =
        where instanceof Expression.And and ? and.terms().stream() : Stream.of(where);
    return required.flatMap(term -> pinnedDevices(term).stream()).findFirst();
  }

  private static Optional<List<String>> pinnedDevices(Expression term) {
    if (term instanceof Expression.In in && !in.negated() && isDeviceId(in.value())) {
      return Optional.of(in.choices().elements().stream()
          .flatMap(choice -> text(choice).stream())
          .toList());
    }
    if (term instanceof Expression.Comparison comparison
        && comparison.operator() == RelationalOperator.EQUAL) {
      return equated(comparison.left(), comparison.right())
          .or(() -> equated(comparison.right(), comparison.left()));
    }
    return Optional.empty();
  }

  private static Optional<List<String>> equated(Expression path, Expression constant) {
    return isDeviceId(path) ? text(constant).map(List::of) : Optional.empty();
  }

  private static boolean isDeviceId(Expression path) {
    return path instanceof Path written
        && RootFields.canonical(From.DEVICES, written).equals(DEVICE_ID);
  }

  private static Optional<String> text(Expression constant) {
    return constant instanceof Expression.Literal literal
            && literal.value().isPresent()
            && literal.value().get() instanceof JsonString text
        ? Optional.of(text.value())
        : Optional.empty();
  }

  /** The members of a result, separated into those that are read and those that are computed. */
  private static final class Members {
    private final List<RowOutput.Column> columns = new ArrayList<>();
    private final List<RowOutput.Figure> figures = new ArrayList<>();

    Members(Query query) {
      From from = query.from();
      List<String> names = ColumnNames.of(from, query.select().items());
      for (int i = 0; i < names.size(); i++) {
        query.select().items().get(i).accept(sorter(from, names.get(i)));
      }
    }

    private SelectItem.Visitor<Boolean> sorter(From from, String name) {
      return new SelectItem.Visitor<>() {
        @Override
        public Boolean column(SelectItem.Column column) {
          return columns.add(new RowOutput.Column(name, RootFields.canonical(from, column.path())));
        }

        @Override
        public Boolean aggregate(SelectItem.Aggregate aggregate) {
          return figures.add(new RowOutput.Figure(
              name,
              aggregate.function(),
              aggregate.argument().map(path -> RootFields.canonical(from, path))));
        }
      };
    }
  }
}
