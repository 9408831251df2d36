package io.twinhub.local.engine.writer;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.FutureTask;

/** Work on the hub as a whole, which waits until nothing is being applied or committed. */
final class Steps {
  /** How long a step may take: enough to rewrite the largest hub on a slow disk. */
  static final Duration WAIT_MAX = Duration.ofMinutes(10);

  private final Queue<FutureTask<?>> waiting = new ConcurrentLinkedQueue<>();

  /** Adds a step. */
  <R> FutureTask<R> add(Callable<R> work) {
    FutureTask<R> step = new FutureTask<>(work);
    waiting.add(step);
    return step;
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** Takes the steps that wait, one after the other, and tells {@code after} of each that it was taken. */
  void take(Runnable after) {
    for (FutureTask<?> step = waiting.poll(); step != null; step = waiting.poll()) {
      step.run();
      after.run();
    }
  }

  /** Refuses the steps that wait. */
  void cancel() {
    waiting.forEach(step -> step.cancel(false));
  }
}
