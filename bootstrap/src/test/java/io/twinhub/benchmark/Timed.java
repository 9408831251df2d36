package io.twinhub.benchmark;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** The median of many runs of one thing, in milliseconds. */
final class Timed {
  private static final int RUNS_MIN = 5;
  private static final long TIME_MAX = TimeUnit.SECONDS.toNanos(2);
  private static final long WARM_UP = TimeUnit.SECONDS.toNanos(1);

  private Timed() {}

  /** The median after a warm-up. */
  static double median(Callable<?> work) throws Exception {
    runs(work, WARM_UP, 1);
    List<Long> times = runs(work, TIME_MAX, RUNS_MIN);
    Collections.sort(times);
    return times.get(times.size() / 2) / (double) TimeUnit.MILLISECONDS.toNanos(1);
  }

  /** One run. */
  static double once(Callable<?> work) throws Exception {
    long start = System.nanoTime();
    work.call();
    return (System.nanoTime() - start) / (double) TimeUnit.MILLISECONDS.toNanos(1);
  }

  private static List<Long> runs(Callable<?> work, long time, int least) throws Exception {
    List<Long> times = new ArrayList<>();
    long end = System.nanoTime() + time;
    while (System.nanoTime() < end || times.size() < least) {
      long start = System.nanoTime();
      work.call();
      times.add(System.nanoTime() - start);
    }
    return times;
  }
}
