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
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The journal of operations, in memory. Safe to use from any thread. */
public final class RecentOperations implements OperationJournal {
  /**
   * How many entries are kept; a hub setting. An entry takes about 300 bytes, and at most 2 KB: see
   * {@link #TEXT_LENGTH_MAX}.
   */
  public static final int ENTRIES_MAX = 10_000;

  /** The longest detail, result or reason of an entry, in characters; a hub setting. The rest is cut. */
  public static final int TEXT_LENGTH_MAX = 400;

  private static final Logger LOG = LoggerFactory.getLogger(RecentOperations.class);

  private final InstantSource clock;
  private final List<Following> followers = new CopyOnWriteArrayList<>();

  /** Guarded by this, as are the three fields below. */
  private final Deque<JournalEntry> entries = new ArrayDeque<>();

  /** Entries that the followers have not been told of. */
  private final Deque<JournalEntry> untold = new ArrayDeque<>();

  private boolean telling;
  private long numbered;

  /** An empty journal, whose entries have the time of {@code clock}. */
  public RecentOperations(InstantSource clock) {
    this.clock = clock;
  }

  /** Notes how an operation ended. */
  void note(Operation operation, Outcome outcome, List<String> faults, List<String> hints) {
    Operation noted = cut(operation);
    Outcome how = cut(outcome);
    boolean tells;
    synchronized (this) {
      numbered++;
      JournalEntry entry = new JournalEntry(numbered, clock.instant(), noted, how, faults, hints);
      if (entries.size() == ENTRIES_MAX) {
        entries.remove();
      }
      entries.add(entry);
      tells = !followers.isEmpty();
      if (tells) {
        untold.add(entry);
      }
    }
    if (tells) {
      tell();
    }
  }

  /** Tells the followers of what they have not been told of, unless another thread is doing so. */
  private void tell() {
    for (Optional<JournalEntry> next = next(false); next.isPresent(); next = next(true)) {
      for (Following following : followers) {
        following.tell(next.get());
      }
    }
  }

  /**
   * The next entry to tell; empty if there is none, or another thread tells it.
   *
   * @param mine whether this thread is the one that tells
   */
  private synchronized Optional<JournalEntry> next(boolean mine) {
    if (telling && !mine) {
      return Optional.empty();
    }
    Optional<JournalEntry> next = Optional.ofNullable(untold.poll());
    telling = next.isPresent();
    return next;
  }

  private static Operation cut(Operation operation) {
    String detail = operation.detail();
    return detail.length() > TEXT_LENGTH_MAX ? operation.with(cut(detail)) : operation;
  }

  private static Outcome cut(Outcome outcome) {
    if (outcome instanceof Outcome.Refused refused && isLong(refused.reason())) {
      return new Outcome.Refused(refused.code(), cut(refused.reason()));
    }
    if (outcome instanceof Outcome.Missed missed && isLong(missed.reason())) {
      return new Outcome.Missed(cut(missed.reason()));
    }
    return outcome instanceof Outcome.Done done && isLong(done.result())
        ? new Outcome.Done(cut(done.result()))
        : outcome;
  }

  private static boolean isLong(String text) {
    return text.length() > TEXT_LENGTH_MAX;
  }

  private static String cut(String text) {
    return text.substring(0, TEXT_LENGTH_MAX) + "…";
  }

  @Override
  public synchronized List<JournalEntry> entries(Predicate<JournalEntry> condition) {
    return entries.stream().filter(condition).toList();
  }

  @Override
  public synchronized Subscription follow(Consumer<JournalEntry> listener) {
    Following following = new Following(listener, numbered);
    followers.add(following);
    return following;
  }

  /** Forgets all entries; later ones are numbered on. */
  public synchronized void clear() {
    entries.clear();
  }

  /** One follower; compared by identity, so that each subscription ends for itself. */
  private final class Following implements Subscription {
    private final Consumer<JournalEntry> listener;
    private final long after;

    Following(Consumer<JournalEntry> listener, long after) {
      this.listener = listener;
      this.after = after;
    }

    /** Entries that were noted before it followed are not for it. */
    void tell(JournalEntry entry) {
      if (entry.number() > after) {
        try {
          listener.accept(entry);
        } catch (RuntimeException mistake) {
          LOG.error("a listener of the journal of operations failed", mistake);
        }
      }
    }

    @Override
    public void close() {
      followers.remove(this);
    }
  }
}
