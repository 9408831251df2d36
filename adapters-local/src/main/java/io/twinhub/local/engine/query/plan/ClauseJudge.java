package io.twinhub.local.engine.query.plan;

import io.twinhub.domain.json.JsonPath;
import io.twinhub.domain.query.QueryVerdict.Clause;
import io.twinhub.domain.query.QueryVerdict.Outcome;
import io.twinhub.domain.query.QueryVerdict.Value;
import io.twinhub.local.engine.query.ast.Expression;
import io.twinhub.local.engine.query.ast.From;
import io.twinhub.local.engine.query.ast.Path;
import io.twinhub.local.engine.query.ast.PathCollector;
import io.twinhub.local.engine.query.ast.QueryPrinter;
import io.twinhub.local.engine.query.check.RootFields;
import io.twinhub.local.engine.query.value.Truth;
import java.util.LinkedHashSet;
import java.util.List;

/** Judges one row by a condition and by every clause of it; no clause is skipped. */
public final class ClauseJudge implements Expression.Visitor<Clause> {
  private final From from;
  private final Row row;

  private ClauseJudge(From from, Row row) {
    this.from = from;
    this.row = row;
  }

  /** The judgement of {@code condition} and of all its parts. */
  public static Clause judge(From from, Expression condition, Row row) {
    return condition.accept(new ClauseJudge(from, row));
  }

  private Clause joined(Expression expression, List<Expression> parts) {
    return new Clause(
        QueryPrinter.print(expression),
        outcome(expression),
        List.of(),
        parts.stream().map(part -> part.accept(this)).toList());
  }

  private Clause leaf(Expression expression) {
    LinkedHashSet<JsonPath> paths = new LinkedHashSet<>();
    for (Path path : PathCollector.pathsOf(expression)) {
      paths.add(RootFields.canonical(from, path));
    }
    return new Clause(
        QueryPrinter.print(expression),
        outcome(expression),
        paths.stream().map(path -> new Value(path.toString(), row.find(path))).toList(),
        List.of());
  }

  private Outcome outcome(Expression expression) {
    return outcome(Planner.condition(from, expression).test(row));
  }

  /** The outcome for a truth value. */
  public static Outcome outcome(Truth truth) {
    return switch (truth) {
      case TRUE -> Outcome.TRUE;
      case FALSE -> Outcome.FALSE;
      case UNDEFINED -> Outcome.UNDEFINED;
    };
  }

  @Override
  public Clause not(Expression.Not not) {
    return joined(not, List.of(not.term()));
  }

  @Override
  public Clause and(Expression.And and) {
    return joined(and, and.terms());
  }

  @Override
  public Clause or(Expression.Or or) {
    return joined(or, or.terms());
  }

  @Override
  public Clause literal(Expression.Literal literal) {
    return leaf(literal);
  }

  @Override
  public Clause path(Path path) {
    return leaf(path);
  }

  @Override
  public Clause array(Expression.ArrayLiteral array) {
    return leaf(array);
  }

  @Override
  public Clause call(Expression.Call call) {
    return leaf(call);
  }

  @Override
  public Clause comparison(Expression.Comparison comparison) {
    return leaf(comparison);
  }

  @Override
  public Clause in(Expression.In in) {
    return leaf(in);
  }

  @Override
  public Clause arithmetic(Expression.Arithmetic arithmetic) {
    return leaf(arithmetic);
  }

  @Override
  public Clause sign(Expression.Sign sign) {
    return leaf(sign);
  }
}
