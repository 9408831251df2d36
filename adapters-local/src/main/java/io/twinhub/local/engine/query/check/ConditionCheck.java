package io.twinhub.local.engine.query.check;

import io.twinhub.local.engine.query.ast.Expression;
import io.twinhub.local.engine.query.ast.Path;
import io.twinhub.local.engine.query.value.Function;
import java.util.Optional;

/** Walks a condition and notes its problems. */
final class ConditionCheck implements Expression.Visitor<Boolean> {
  private static final boolean DONE = true;

  private final Findings findings;

  ConditionCheck(Findings findings) {
    this.findings = findings;
  }

  /** Checks {@code expression} and everything below it. */
  void check(Expression expression) {
    expression.accept(this);
  }

  private Boolean all(Iterable<? extends Expression> expressions) {
    expressions.forEach(this::check);
    return DONE;
  }

  @Override
  public Boolean literal(Expression.Literal literal) {
    return DONE;
  }

  @Override
  public Boolean path(Path path) {
    findings.check(path);
    return DONE;
  }

  @Override
  public Boolean array(Expression.ArrayLiteral array) {
    if (array.elements().size() > QueryChecker.LIST_LENGTH_MAX) {
      findings.add(
          array.span(),
          "the list has %d elements; at most %d are allowed"
              .formatted(array.elements().size(), QueryChecker.LIST_LENGTH_MAX));
    }
    return DONE;
  }

  @Override
  public Boolean call(Expression.Call call) {
    Optional<Function> function = Function.named(findings.from(), call.name());
    if (function.isEmpty()) {
      findings.add(call.span(), FunctionAdvice.of(findings.from(), call.name()));
    } else if (call.arguments().size() != function.get().arity()) {
      findings.add(call.span(), wrongCount(function.get(), call.arguments().size()));
    } else if (function.get() == Function.IS_DEFINED
        && !(call.arguments().get(0) instanceof Path)) {
      findings.add(call.arguments().get(0).span(), "IS_DEFINED takes a path");
    }
    return all(call.arguments());
  }

  private static String wrongCount(Function function, int found) {
    return "%s takes %s, found %d"
        .formatted(function, function.arity() == 1 ? "one argument" : "two arguments", found);
  }

  @Override
  public Boolean not(Expression.Not not) {
    check(not.term());
    return DONE;
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
    check(comparison.left());
    check(comparison.right());
    return DONE;
  }

  @Override
  public Boolean in(Expression.In in) {
    check(in.value());
    check(in.choices());
    return DONE;
  }

  @Override
  public Boolean arithmetic(Expression.Arithmetic arithmetic) {
    check(arithmetic.first());
    arithmetic.steps().forEach(step -> check(step.operand()));
    return DONE;
  }

  @Override
  public Boolean sign(Expression.Sign sign) {
    check(sign.operand());
    return DONE;
  }
}
