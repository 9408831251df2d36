package io.twinhub.local.engine.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** How long something took, each time: a histogram. */
public final class Durations {
  /** The upper bounds, in microseconds: from a read in memory to the time a device may take for a method. */
  private static final List<Long> BOUNDS = List.of(
      100L,
      250L,
      500L,
      1_000L,
      2_500L,
      5_000L,
      10_000L,
      25_000L,
      50_000L,
      100_000L,
      250_000L,
      500_000L,
      1_000_000L,
      2_500_000L,
      5_000_000L,
      10_000_000L,
      30_000_000L);

  /** The same in nanoseconds, at hand for each operation. */
  private static final long[] BOUNDS_NANOS =
      BOUNDS.stream().mapToLong(TimeUnit.MICROSECONDS::toNanos).toArray();

  private final LongAdder[] counts = counters(BOUNDS.size() + 1);
  private final LongAdder nanos = new LongAdder();

  private static LongAdder[] counters(int size) {
    LongAdder[] counters = new LongAdder[size];
    Arrays.setAll(counters, i -> new LongAdder());
    return counters;
  }

  /** Adds one duration, in nanoseconds. */
  public void add(long duration) {
    int bucket = 0;
    while (bucket < BOUNDS_NANOS.length && duration > BOUNDS_NANOS[bucket]) {
      bucket++;
    }
    counts[bucket].increment();
    nanos.add(duration);
  }

  /**
   * What was added until now.
   *
   * @param bounds the upper bounds, in microseconds
   * @param counts how many were at most as long as each bound, and then all
   * @param nanos the sum, in nanoseconds
   */
  public record Histogram(List<Long> bounds, List<Long> counts, long nanos) {
    /** Copies the lists. */
    public Histogram {
      bounds = List.copyOf(bounds);
      counts = List.copyOf(counts);
    }

    /** How many there were. */
    public long count() {
      return counts.get(counts.size() - 1);
    }
  }

  /** What was added until now. */
  public Histogram histogram() {
    List<Long> upTo = new ArrayList<>();
    long sum = 0;
    for (LongAdder count : counts) {
      sum += count.sum();
      upTo.add(sum);
    }
    return new Histogram(BOUNDS, upTo, nanos.sum());
  }
}
