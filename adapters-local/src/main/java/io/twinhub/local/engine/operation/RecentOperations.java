package io.twinhub.local.engine.operation;

import io.twinhub.application.port.Subscription;
import io.twinhub.application.port.out.OperationJournal;
import io.twinhub.domain.operation.JournalEntry;
import io.twinhub.domain.operation.Operation;
import io.twinhub.domain.operation.Outcome;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The journal of operations, in memory. */
public final class RecentOperations implements OperationJournal {
  /** How many entries are kept; a hub setting. An entry takes about 300 bytes. */
  public static final int ENTRIES_MAX = 10_000;

  private final InstantSource clock;
  private final Deque<JournalEntry> entries = new ArrayDeque<>();
  private final List<Consumer<JournalEntry>> listeners = new CopyOnWriteArrayList<>();
  private long numbered;

  /** An empty journal, whose entries have the time of {@code clock}. */
  public RecentOperations(InstantSource clock) {
    this.clock = clock;
  }

  /** Notes how an operation ended. */
  synchronized void note(
      Operation operation, Outcome outcome, List<String> faults, List<String> hints) {
    numbered++;
    JournalEntry entry =
        new JournalEntry(numbered, clock.instant(), operation, outcome, faults, hints);
    if (entries.size() == ENTRIES_MAX) {
      entries.remove();
    }
    entries.add(entry);
    listeners.forEach(listener -> listener.accept(entry));
  }

  @Override
  public synchronized List<JournalEntry> entries(Predicate<JournalEntry> condition) {
    return entries.stream().filter(condition).toList();
  }

  @Override
  public Subscription follow(Consumer<JournalEntry> listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }
}
