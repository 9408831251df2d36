package io.twinhub.local.engine.query.plan;

import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonPath;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.local.engine.query.ast.ArithmeticOperator;
import io.twinhub.local.engine.query.ast.Expression;
import io.twinhub.local.engine.query.ast.From;
import io.twinhub.local.engine.query.ast.Path;
import io.twinhub.local.engine.query.check.RootFields;
import io.twinhub.local.engine.query.value.Calculation;
import java.util.List;
import java.util.Optional;

/**
 * Compiles expressions in places that need a value. A condition in such a place gives true, false or
 * undefined.
 */
final class TermPlanner implements Expression.Visitor<Term> {
  private final From from;

  TermPlanner(From from) {
    this.from = from;
  }

  /** The collection that paths are resolved for. */
  From from() {
    return from;
  }

  @Override
  public Term literal(Expression.Literal literal) {
    Optional<JsonValue> value = literal.value();
    return row -> value;
  }

  @Override
  public Term path(Path path) {
    JsonPath canonical = RootFields.canonical(from, path);
    return row -> row.find(canonical);
  }

  /** Leaves out undefined elements, which JSON does not have. */
  @Override
  public Term array(Expression.ArrayLiteral array) {
    List<JsonValue> elements =
        array.elements().stream().flatMap(element -> element.value().stream()).toList();
    Optional<JsonValue> value = Optional.of(new JsonArray(elements));
    return row -> value;
  }

  @Override
  public Term arithmetic(Expression.Arithmetic arithmetic) {
    Term first = arithmetic.first().accept(this);
    List<PlannedStep> steps = arithmetic.steps().stream()
        .map(step -> new PlannedStep(step.operator(), step.operand().accept(this)))
        .toList();
    return row -> {
      Optional<JsonValue> value = first.of(row);
      for (PlannedStep step : steps) {
        value = Calculation.apply(value, step.operator(), step.operand().of(row));
      }
      return value;
    };
  }

  private record PlannedStep(ArithmeticOperator operator, Term operand) {}

  @Override
  public Term sign(Expression.Sign sign) {
    Term operand = sign.operand().accept(this);
    return row -> Calculation.signed(sign.negative(), operand.of(row));
  }

  private Term truth(Expression condition) {
    Condition planned = condition.accept(new ConditionPlanner(from, this));
    return row -> planned.test(row).asValue();
  }

  @Override
  public Term call(Expression.Call call) {
    return truth(call);
  }

  @Override
  public Term not(Expression.Not not) {
    return truth(not);
  }

  @Override
  public Term and(Expression.And and) {
    return truth(and);
  }

  @Override
  public Term or(Expression.Or or) {
    return truth(or);
  }

  @Override
  public Term comparison(Expression.Comparison comparison) {
    return truth(comparison);
  }

  @Override
  public Term in(Expression.In in) {
    return truth(in);
  }
}
