package io.twinhub.local.engine.query.plan;

import io.twinhub.local.engine.query.ast.From;
import java.util.List;
import java.util.Optional;

/**
 * How a query is answered.
 *
 * @param from what it ranges over
 * @param deviceIds the only devices whose rows can pass, if the condition names some
 * @param condition what a row must fulfil, the device ids included
 * @param top how many results there are at most in all pages together
 * @param output what is made of the rows that pass
 */
public record Plan(
    From from,
    Optional<List<String>> deviceIds,
    Condition condition,
    Optional<Long> top,
    RowOutput output) {

  /** Copies {@code deviceIds}. */
  public Plan {
    deviceIds = deviceIds.map(List::copyOf);
  }
}
