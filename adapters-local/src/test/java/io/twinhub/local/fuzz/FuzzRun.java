package io.twinhub.local.fuzz;

import java.util.function.Consumer;

/** What all fuzzers share: an input may not take long, and at the end the figures are printed. */
public final class FuzzRun {
  /** How long one input may take, in milliseconds. */
  static final long MILLIS_MAX = 10_000;

  /** The first inputs are slow because classes are loaded. */
  private static final int WARM_UP = 100;

  private static final double NANOS_OF_MILLI = 1e6;
  private static final int KIBI = 1024;

  private long executions;
  private long slowestNanos;
  private int slowestBytes;
  private long heapAtStart;

  /** Notes the heap. Called when all classes are loaded. */
  public void begin() {
    heapAtStart = heapBytes();
  }

  /** Feeds one input to {@code target}, which fails if it harms anything. */
  public void feed(byte[] data, Consumer<byte[]> target) {
    long start = System.nanoTime();
    target.accept(data);
    long nanos = System.nanoTime() - start;
    executions++;
    if (nanos > slowestNanos && executions > WARM_UP) {
      slowestNanos = nanos;
      slowestBytes = data.length;
    }
    if (nanos > MILLIS_MAX * NANOS_OF_MILLI) {
      throw new IllegalStateException("an input took %.0f ms".formatted(nanos / NANOS_OF_MILLI));
    }
  }

  /** Prints the figures, in the form that {@code .ci/fuzz} looks for. */
  public void end() {
    System.out.printf(
        "%d executions; slowest input %.1f ms (%d bytes); heap %d KiB at start, %d KiB at end%n",
        executions,
        slowestNanos / NANOS_OF_MILLI,
        slowestBytes,
        heapAtStart / KIBI,
        heapBytes() / KIBI);
  }

  private static long heapBytes() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
