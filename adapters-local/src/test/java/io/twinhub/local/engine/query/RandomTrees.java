package io.twinhub.local.engine.query;

import io.twinhub.domain.json.JsonBool;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.local.engine.query.ast.AggregateFunction;
import io.twinhub.local.engine.query.ast.ArithmeticOperator;
import io.twinhub.local.engine.query.ast.Expression;
import io.twinhub.local.engine.query.ast.From;
import io.twinhub.local.engine.query.ast.Path;
import io.twinhub.local.engine.query.ast.Query;
import io.twinhub.local.engine.query.ast.RelationalOperator;
import io.twinhub.local.engine.query.ast.SelectItem;
import io.twinhub.local.engine.query.ast.SourceSpan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Random queries over the twins of {@link RandomFleet}: valid ones, often true of some twin. */
final class RandomTrees {
  private static final SourceSpan NOWHERE = new SourceSpan(0, 0);

  private static final List<List<String>> PATHS = List.of(
      List.of("deviceId"),
      List.of("ID"),
      List.of("Status"),
      List.of("tags"),
      List.of("tags", "a"),
      List.of("Tags", "b"),
      List.of("tags", "b", "c"),
      List.of("tags", "group"),
      List.of("tags", "x-1"),
      List.of("properties", "reported", "x"),
      List.of("properties", "desired", "$version"),
      List.of("tags", "nowhere"),
      List.of("parentScopes"));

  private static final List<JsonValue> CONSTANTS = List.of(
      JsonNumber.of(0),
      JsonNumber.of(1),
      JsonNumber.of(2),
      JsonNumber.of(-3),
      JsonNumber.of(1.5),
      new JsonString(""),
      new JsonString("a"),
      new JsonString("it's \\ \"b\""),
      new JsonString("device-1"),
      JsonBool.TRUE,
      JsonBool.FALSE,
      JsonNull.NULL);

  private final Random random;

  RandomTrees(Random random) {
    this.random = random;
  }

  /** A query that the checker accepts. */
  Query query() {
    From from = From.DEVICES;
    Optional<Long> top =
        random.nextInt(4) == 0 ? Optional.of((long) random.nextInt(8)) : Optional.empty();
    Optional<Expression> where =
        random.nextInt(6) == 0 ? Optional.empty() : Optional.of(expression(4));
    List<Path> groups = random.nextInt(3) == 0 ? some(2, this::path) : List.of();
    return new Query(new Query.Select(top, items(groups), NOWHERE), from, where, groups);
  }

  private List<SelectItem> items(List<Path> groups) {
    boolean figures = !groups.isEmpty() || random.nextInt(6) == 0;
    if (!figures) {
      return random.nextBoolean()
          ? List.of()
          : named(
              some(3, this::path).stream().<SelectItem>map(RandomTrees::column).toList());
    }
    Stream<SelectItem> columns = groups.stream().map(RandomTrees::column);
    return named(Stream.concat(columns, some(3, this::figure).stream()).toList());
  }

  private static SelectItem column(Path path) {
    return new SelectItem.Column(path, Optional.empty(), NOWHERE);
  }

  private SelectItem figure() {
    AggregateFunction function = one(AggregateFunction.values());
    Optional<Path> argument = function.takesPath() ? Optional.of(path()) : Optional.empty();
    return new SelectItem.Aggregate(function, argument, Optional.empty(), NOWHERE);
  }

  /** Aliases for all but some aggregates, so that names differ. */
  private List<SelectItem> named(List<SelectItem> items) {
    List<SelectItem> named = new ArrayList<>();
    for (SelectItem item : items) {
      Optional<String> alias = Optional.of("c " + named.size());
      named.add(item.accept(new SelectItem.Visitor<SelectItem>() {
        @Override
        public SelectItem column(SelectItem.Column column) {
          return new SelectItem.Column(column.path(), alias, NOWHERE);
        }

        @Override
        public SelectItem aggregate(SelectItem.Aggregate aggregate) {
          return random.nextBoolean()
              ? aggregate
              : new SelectItem.Aggregate(
                  aggregate.function(), aggregate.argument(), alias, NOWHERE);
        }
      }));
    }
    return named;
  }

  /** An expression of at most this depth. */
  Expression expression(int depth) {
    if (depth == 0) {
      return leaf();
    }
    return switch (random.nextInt(11)) {
      case 0 -> new Expression.Not(expression(depth - 1), NOWHERE);
      case 1 -> new Expression.And(several(depth), NOWHERE);
      case 2 -> new Expression.Or(several(depth), NOWHERE);
      case 3, 4, 5 ->
        new Expression.Comparison(
            value(depth), one(RelationalOperator.values()), value(depth), NOWHERE);
      case 6 -> new Expression.In(value(depth), random.nextBoolean(), array(), NOWHERE);
      case 7 -> call(depth);
      case 8 -> arithmetic(depth);
      case 9 -> new Expression.Sign(random.nextBoolean(), expression(depth - 1), NOWHERE);
      default -> leaf();
    };
  }

  private List<Expression> several(int depth) {
    return Stream.concat(
            Stream.of(expression(depth - 1)), some(2, () -> expression(depth - 1)).stream())
        .toList();
  }

  private Expression value(int depth) {
    return random.nextInt(4) == 0 ? expression(depth - 1) : leaf();
  }

  private Expression arithmetic(int depth) {
    boolean additive = random.nextBoolean();
    ArithmeticOperator[] operators = Arrays.stream(ArithmeticOperator.values())
        .filter(operator -> operator.additive() == additive)
        .toArray(ArithmeticOperator[]::new);
    return new Expression.Arithmetic(
        value(depth), some(2, () -> new Expression.Step(one(operators), value(depth))), NOWHERE);
  }

  private Expression call(int depth) {
    return switch (random.nextInt(4)) {
      case 0 -> new Expression.Call("is_defined", List.of(path()), NOWHERE);
      case 1 -> new Expression.Call("STARTSWITH", List.of(path(), value(depth)), NOWHERE);
      case 2 -> new Expression.Call("EndsWith", List.of(value(depth), literal()), NOWHERE);
      default ->
        new Expression.Call(
            "ARRAY_CONTAINS",
            List.of(random.nextBoolean() ? array() : path(), value(depth)),
            NOWHERE);
    };
  }

  private Expression leaf() {
    return switch (random.nextInt(8)) {
      case 0, 1, 2 -> literal();
      case 3 -> array();
      default -> path();
    };
  }

  private Expression.ArrayLiteral array() {
    int length = random.nextInt(4);
    return new Expression.ArrayLiteral(
        IntStream.range(0, length).mapToObj(i -> literal()).toList(), NOWHERE);
  }

  private Expression.Literal literal() {
    Optional<JsonValue> value = random.nextInt(12) == 0
        ? Optional.empty()
        : Optional.of(CONSTANTS.get(random.nextInt(CONSTANTS.size())));
    return new Expression.Literal(value, NOWHERE);
  }

  private Path path() {
    Optional<From> prefix = random.nextInt(5) == 0 ? Optional.of(From.DEVICES) : Optional.empty();
    return new Path(prefix, PATHS.get(random.nextInt(PATHS.size())), NOWHERE);
  }

  private <T> List<T> some(int most, Supplier<T> element) {
    int count = 1 + random.nextInt(most);
    return IntStream.range(0, count).mapToObj(i -> element.get()).toList();
  }

  private <T> T one(T[] values) {
    return values[random.nextInt(values.length)];
  }
}
