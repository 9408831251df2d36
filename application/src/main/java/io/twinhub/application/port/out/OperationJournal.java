package io.twinhub.application.port.out;

import io.twinhub.application.port.Subscription;
import io.twinhub.domain.operation.JournalEntry;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The latest operations of a hub, oldest first. The journal is bounded: the oldest entries give way. */
public interface OperationJournal {

  /** The entries that match. */
  List<JournalEntry> entries(Predicate<JournalEntry> condition);

  /**
   * Tells {@code listener} of each entry from now on, in order.
   *
   * @param listener called on a thread of the hub, one call at a time; must return at once
   */
  Subscription follow(Consumer<JournalEntry> listener);
}
