package io.twinhub.local.engine.query.ast;

import java.util.List;

/**
 * Visits a whole expression. A subclass overrides the methods for the nodes of interest and continues the
 * walk from there.
 */
public abstract class ExpressionWalk implements Expression.Visitor<Boolean> {
  private static final boolean WALKED = true;

  private Boolean all(List<? extends Expression> children) {
    children.forEach(child -> child.accept(this));
    return WALKED;
  }

  @Override
  public Boolean literal(Expression.Literal literal) {
    return WALKED;
  }

  @Override
  public Boolean path(Path path) {
    return WALKED;
  }

  @Override
  public Boolean array(Expression.ArrayLiteral array) {
    return WALKED;
  }

  @Override
  public Boolean call(Expression.Call call) {
    return all(call.arguments());
  }

  @Override
  public Boolean not(Expression.Not not) {
    return not.term().accept(this);
  }

  @Override
  public Boolean and(Expression.And and) {
    return all(and.terms());
  }

  @Override
  public Boolean or(Expression.Or or) {
    return all(or.terms());
  }

  @Override
  public Boolean comparison(Expression.Comparison comparison) {
    return all(List.of(comparison.left(), comparison.right()));
  }

  @Override
  public Boolean in(Expression.In in) {
    return in.value().accept(this);
  }

  @Override
  public Boolean arithmetic(Expression.Arithmetic arithmetic) {
    arithmetic.first().accept(this);
    return all(arithmetic.steps().stream().map(Expression.Step::operand).toList());
  }

  @Override
  public Boolean sign(Expression.Sign sign) {
    return sign.operand().accept(this);
  }
}
