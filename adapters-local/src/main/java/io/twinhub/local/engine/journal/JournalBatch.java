package io.twinhub.local.engine.journal;

import io.twinhub.domain.identity.TwinAddress;
import java.util.List;

/**
 * What one commit changes; no address occurs twice.
 *
 * @param puts what is there afterwards, in place of what was there before
 * @param removals what is not there afterwards
 */
public record JournalBatch(List<StoredTwin> puts, List<TwinAddress> removals) {

  /** Copies both lists. */
  public JournalBatch {
    puts = List.copyOf(puts);
    removals = List.copyOf(removals);
  }

  /** Whether there is nothing to commit. */
  public boolean isEmpty() {
    return puts.isEmpty() && removals.isEmpty();
  }
}
