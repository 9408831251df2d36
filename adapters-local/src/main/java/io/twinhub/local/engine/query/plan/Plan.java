package io.twinhub.local.engine.query.plan;

import io.twinhub.local.engine.query.ast.From;
import java.util.List;
import java.util.Optional;

/**
 * How a query is answered.
 *
 * @param from what it ranges over
 * @param deviceIds the only devices that can pass, if the condition names some
 * @param condition what a row must fulfil, the device ids included
 * @param top the maximum number of results in all pages together
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
