package io.twinhub.local.engine.rows;

import io.twinhub.local.engine.query.CandidateSource;
import io.twinhub.local.engine.query.table.Candidate;
import io.twinhub.local.engine.query.table.Table;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

/** The rows as queries see them for now: each write becomes visible when its time has come. */
public final class LaggingRows implements CandidateSource {
  /*
   * Rows are immutable and shared with the hub, so a second table costs a few bytes for each. Nobody waits
   * for a time: what is due comes in when the next query asks. The writes of one twin come in the order
   * in which they were made; those of different twins need not.
   */

  /** How many writes are kept back at most; beyond it the oldest come in early. */
  public static final int PENDING_MAX = 100_000;

  private final QueryLag lag;
  private final InstantSource clock;
  private Rows rows;
  private final PriorityQueue<Pending> pending =
      new PriorityQueue<>(Comparator.comparing(Pending::due).thenComparingLong(Pending::number));
  private final Map<String, Instant> lastDue = new HashMap<>();
  private long writes;

  /**
   * A write that queries do not see yet.
   *
   * @param number its place among all writes
   * @param row what is there afterwards; empty if nothing
   */
  private record Pending(Instant due, long number, String key, Optional<StoredRow> row) {}

  LaggingRows(QueryLag lag, InstantSource clock, Rows rows) {
    this.lag = lag;
    this.clock = clock;
    this.rows = rows;
  }

  /** Forgets what it holds and keeps back. */
  synchronized void replace(Rows others) {
    pending.clear();
    lastDue.clear();
    rows = others;
  }

  /** Notes a write. */
  synchronized void write(String key, Optional<StoredRow> row) {
    Optional<Duration> delay = lag.next();
    Instant due = delay.map(clock.instant()::plus).orElse(Instant.MAX);
    Instant before = lastDue.getOrDefault(key, Instant.MIN);
    Instant ordered = due.isBefore(before) ? before : due;
    lastDue.put(key, ordered);
    pending.add(new Pending(ordered, writes++, key, row));
    if (pending.size() > PENDING_MAX) {
      comeIn(pending.remove());
    }
  }

  /** Lets in all that was written so far. */
  public synchronized void release() {
    while (!pending.isEmpty()) {
      comeIn(pending.remove());
    }
  }

  private void catchUp() {
    Instant now = clock.instant();
    while (!pending.isEmpty() && !pending.peek().due().isAfter(now)) {
      comeIn(pending.remove());
    }
  }

  private void comeIn(Pending write) {
    Table<StoredRow> table = write.key().contains("/") ? rows.modules() : rows.devices();
    write.row().ifPresentOrElse(table::put, () -> table.remove(write.key()));
    lastDue.remove(write.key(), write.due());
  }

  @Override
  public synchronized Table<? extends Candidate> table(Collection collection) {
    catchUp();
    return switch (collection) {
      case DEVICES -> rows.devices();
      case MODULES -> rows.modules();
      case JOBS -> new Table<StoredRow>(path -> false);
    };
  }
}
