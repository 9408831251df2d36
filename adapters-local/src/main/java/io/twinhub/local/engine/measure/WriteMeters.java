package io.twinhub.local.engine.measure;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;

/** Counts what the journal commits. */
public final class WriteMeters {
  private final Durations commits = new Durations();
  private final LongAdder failures = new LongAdder();
  private final LongAdder proposals = new LongAdder();
  private final IntSupplier waiting;

  /** @param waiting how many clients wait for their writes at the moment */
  public WriteMeters(IntSupplier waiting) {
    this.waiting = waiting;
  }

  /**
   * Counts a commit that has ended.
   *
   * @param nanos how long it took, in nanoseconds
   * @param size how many proposals it had
   */
  public void committed(long nanos, int size) {
    commits.add(nanos);
    proposals.add(size);
  }

  /** Counts a commit that failed. */
  public void failed() {
    failures.increment();
  }

  /** How many clients wait for their writes at the moment. */
  public int waiting() {
    return waiting.getAsInt();
  }

  /** How long commits took that did not fail. */
  public Durations.Histogram commits() {
    return commits.histogram();
  }

  /** How many commits failed. */
  public long failures() {
    return failures.sum();
  }

  /** How many proposals were committed. */
  public long proposals() {
    return proposals.sum();
  }
}
