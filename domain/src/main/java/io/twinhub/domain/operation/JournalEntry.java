package io.twinhub.domain.operation;

import io.twinhub.domain.identity.TwinAddress;
import java.time.Instant;
import java.util.List;

/**
 * One operation in the journal.
 *
 * @param number entries are numbered from 1, in the order in which the operations ended
 * @param at when it ended
 * @param operation what was done
 * @param outcome how it ended
 * @param faults the names of the faults and throttles that affected it
 * @param hints what the user may want to know about it, one sentence each
 */
public record JournalEntry(
    long number,
    Instant at,
    Operation operation,
    Outcome outcome,
    List<String> faults,
    List<String> hints) {

  /** Copies the lists. */
  public JournalEntry {
    faults = List.copyOf(faults);
    hints = List.copyOf(hints);
  }

  /** Whether a device or module did it, or it was done to or for that device or module. */
  public boolean concerns(TwinAddress address) {
    return operation.target().filter(address::equals).isPresent()
        || operation.caller().name().equals(address.toString());
  }
}
