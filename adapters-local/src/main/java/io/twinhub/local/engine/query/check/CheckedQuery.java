package io.twinhub.local.engine.query.check;

import io.twinhub.domain.query.QueryProblem;
import java.util.List;

/**
 * The findings about a query.
 *
 * @param problems why it cannot be answered; none if it can
 * @param warnings what is odd about it: root fields that no row has, which are undefined in every row
 */
public record CheckedQuery(List<QueryProblem> problems, List<QueryProblem> warnings) {

  /** Copies the lists. */
  public CheckedQuery {
    problems = List.copyOf(problems);
    warnings = List.copyOf(warnings);
  }
}
