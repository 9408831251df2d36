package io.twinhub.local.engine.query.plan;

import io.twinhub.domain.json.JsonValue;
import io.twinhub.local.engine.query.ast.Expression;
import io.twinhub.local.engine.query.ast.From;
import io.twinhub.local.engine.query.ast.Path;
import io.twinhub.local.engine.query.value.Comparison;
import io.twinhub.local.engine.query.value.Function;
import io.twinhub.local.engine.query.value.Truth;
import java.util.List;
import java.util.Optional;

/**
 * Compiles expressions in places that need a condition. A value in such a place counts if it is true or
 * false.
 */
final class ConditionPlanner implements Expression.Visitor<Condition> {
  private final From from;
  private final TermPlanner terms;

  ConditionPlanner(From from, TermPlanner terms) {
    this.from = from;
    this.terms = terms;
  }

  private Condition value(Expression expression) {
    Term term = expression.accept(terms);
    return row -> Truth.of(term.of(row));
  }

  private List<Condition> all(List<Expression> expressions) {
    return expressions.stream().map(expression -> expression.accept(this)).toList();
  }

  @Override
  public Condition literal(Expression.Literal literal) {
    return value(literal);
  }

  @Override
  public Condition path(Path path) {
    return value(path);
  }

  @Override
  public Condition array(Expression.ArrayLiteral array) {
    return value(array);
  }

  @Override
  public Condition arithmetic(Expression.Arithmetic arithmetic) {
    return value(arithmetic);
  }

  @Override
  public Condition sign(Expression.Sign sign) {
    return value(sign);
  }

  @Override
  public Condition call(Expression.Call call) {
    Function function = Function.named(from, call.name()).orElseThrow();
    List<Term> arguments =
        call.arguments().stream().map(argument -> argument.accept(terms)).toList();
    return row -> function.apply(arguments.stream().map(term -> term.of(row)).toList());
  }

  @Override
  public Condition not(Expression.Not not) {
    Condition term = not.term().accept(this);
    return row -> term.test(row).not();
  }

  @Override
  public Condition and(Expression.And and) {
    return Condition.all(all(and.terms()));
  }

  @Override
  public Condition or(Expression.Or or) {
    return Condition.any(all(or.terms()));
  }

  @Override
  public Condition comparison(Expression.Comparison comparison) {
    Term left = comparison.left().accept(terms);
    Term right = comparison.right().accept(terms);
    return row -> Comparison.compare(left.of(row), comparison.operator(), right.of(row));
  }

  @Override
  public Condition in(Expression.In in) {
    Term value = in.value().accept(terms);
    List<Optional<JsonValue>> choices =
        in.choices().elements().stream().map(Expression.Literal::value).toList();
    return in.negated()
        ? row -> Comparison.in(value.of(row), choices).not()
        : row -> Comparison.in(value.of(row), choices);
  }
}
