package io.twinhub.local.engine.query;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.query.QueryError;
import io.twinhub.domain.query.QueryProblem;
import io.twinhub.local.engine.query.ast.From;
import io.twinhub.local.engine.query.ast.Query;
import io.twinhub.local.engine.query.check.QueryChecker;
import io.twinhub.local.engine.query.parse.Parsed;
import io.twinhub.local.engine.query.parse.Parser;
import io.twinhub.local.engine.query.plan.Condition;
import io.twinhub.local.engine.query.plan.Planner;
import io.twinhub.local.engine.query.plan.Row;
import io.twinhub.local.engine.query.value.Truth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A condition on events, in the query language; a row's root fields are what a route can name. */
public final class EventCondition {
  private final Condition condition;

  private EventCondition(Condition condition) {
    this.condition = condition;
  }

  /**
   * Compiles a condition.
   *
   * @throws HubException with {@link QueryError.Invalid} and all problems if {@code text} is not a condition
   */
  public static EventCondition of(String text) {
    return new EventCondition(compiled(text, From.EVENTS));
  }

  /** A condition on the rows of {@code from}. */
  static Condition compiled(String text, From from) {
    Parsed parsed = Parser.parseCondition(text);
    List<QueryProblem> problems = new ArrayList<>(parsed.problems());
    Optional<Query> query = parsed
        .query()
        .map(found -> new Query(found.select(), from, found.where(), found.groupBy()));
    query.ifPresent(found -> problems.addAll(QueryChecker.check(text, found).problems()));
    if (!problems.isEmpty()) {
      throw new HubException(new QueryError.Invalid(problems));
    }
    return query
        .flatMap(Query::where)
        .map(where -> Planner.condition(from, where))
        .orElse(row -> Truth.TRUE);
  }

  /** Whether it holds; an operand that is undefined makes a comparison neither true nor false. */
  public boolean holds(Row row) {
    return condition.test(row) == Truth.TRUE;
  }
}
