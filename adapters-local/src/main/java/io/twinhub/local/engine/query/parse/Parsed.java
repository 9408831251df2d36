package io.twinhub.local.engine.query.parse;

import io.twinhub.domain.query.QueryProblem;
import io.twinhub.local.engine.query.ast.Query;
import java.util.List;
import java.util.Optional;

/**
 * The result of reading a text.
 *
 * @param query the tree; there may still be problems, behind which the meaning was clear
 * @param problems what is wrong with the text; at least one if there is no tree
 */
public record Parsed(Optional<Query> query, List<QueryProblem> problems) {

  /** Copies {@code problems}. */
  public Parsed {
    problems = List.copyOf(problems);
  }
}
