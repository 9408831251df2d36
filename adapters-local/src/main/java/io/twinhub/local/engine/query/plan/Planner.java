package io.twinhub.local.engine.query.plan;

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

/** Compiles a checked query once; the plan is then asked row by row. */
public final class Planner {
  private static final JsonPath DEVICE_ID = JsonPath.of("deviceId");

  private Planner() {}

  /** The plan for {@code query}, in which the checker found no problem. */
  public static Plan plan(Query query) {
    TermPlanner terms = new TermPlanner(query.from());
    Condition condition = query
        .where()
        .map(where -> where.accept(new ConditionPlanner(terms)))
        .orElse(row -> Truth.TRUE);
    return new Plan(
        query.from(),
        query.where().flatMap(where -> pinnedDevice(query.from(), where)),
        condition,
        query.select().top(),
        output(query));
  }

  private static Output output(Query query) {
    if (query.select().all()) {
      return new Output.Documents();
    }
    Members members = new Members(query);
    return query.aggregates()
        ? new Output.Groups(
            query.groupBy().stream()
                .map(path -> RootFields.canonical(query.from(), path))
                .toList(),
            members.columns,
            members.figures)
        : new Output.Projection(members.columns);
  }

  /** The device id that a condition over devices asks for, in an equation that no row can do without. */
  private static Optional<String> pinnedDevice(From from, Expression where) {
    if (from != From.DEVICES) {
      return Optional.empty();
    }
    Stream<Expression> required =
        where instanceof Expression.And and ? and.terms().stream() : Stream.of(where);
    return required.flatMap(term -> equatedDevice(term).stream()).findFirst();
  }

  private static Optional<String> equatedDevice(Expression term) {
    if (term instanceof Expression.Comparison comparison
        && comparison.operator() == RelationalOperator.EQUAL) {
      return equatedDevice(comparison.left(), comparison.right())
          .or(() -> equatedDevice(comparison.right(), comparison.left()));
    }
    return Optional.empty();
  }

  private static Optional<String> equatedDevice(Expression path, Expression constant) {
    boolean deviceId = path instanceof Path written
        && RootFields.canonical(From.DEVICES, written).equals(DEVICE_ID);
    return deviceId
            && constant instanceof Expression.Literal literal
            && literal.value().isPresent()
            && literal.value().get() instanceof JsonString id
        ? Optional.of(id.value())
        : Optional.empty();
  }

  /** The members of a result, sorted into those that are looked up and those that are computed. */
  private static final class Members {
    private final List<Output.Column> columns = new ArrayList<>();
    private final List<Output.Figure> figures = new ArrayList<>();

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
          return columns.add(new Output.Column(name, RootFields.canonical(from, column.path())));
        }

        @Override
        public Boolean aggregate(SelectItem.Aggregate aggregate) {
          return figures.add(new Output.Figure(
              name,
              aggregate.function(),
              aggregate.argument().map(path -> RootFields.canonical(from, path))));
        }
      };
    }
  }
}
