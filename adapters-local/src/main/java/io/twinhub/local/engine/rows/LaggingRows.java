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

/** The rows as queries see them with a lag: each write becomes visible when its time has come. */
public final class LaggingRows implements CandidateSource {
  /*
   * Rows are immutable and shared with the hub, so a second table costs a few bytes per row. No timer runs:
   * the writes that are due are applied when the next query comes. The writes of one twin become visible in
   * the order in which they were made; those of different twins need not.
   */

  /** How many writes are held back at most; beyond that, those due next become visible early. */
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
   * @param number its position among all writes
   * @param row the row after the write; empty if it was removed
   */
  private record Pending(Instant due, long number, String key, Optional<StoredRow> row) {}

  LaggingRows(QueryLag lag, InstantSource clock, Rows rows) {
    this.lag = lag;
    this.clock = clock;
    this.rows = rows;
  }

  /** Replaces all rows and drops the writes that are held back. */
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

  /** Makes all writes so far visible. */
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
