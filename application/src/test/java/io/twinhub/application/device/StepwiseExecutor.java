package io.twinhub.application.device;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs what it was given when the test says so, on the test's thread; notes how long delays are. */
final class StepwiseExecutor extends ScheduledThreadPoolExecutor {
  private final Deque<Runnable> ready = new ArrayDeque<>();
  private final Deque<Runnable> delayed = new ArrayDeque<>();
  final List<Long> delaysMillis = new ArrayList<>();
  private boolean stopped;

  StepwiseExecutor() {
    super(1, Executors.defaultThreadFactory());
  }

  @Override
  public void execute(Runnable command) {
    if (stopped) {
      throw new RejectedExecutionException("stopped");
    }
    ready.add(command);
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
    delaysMillis.add(unit.toMillis(delay));
    delayed.add(command);
    return new NeverAsked(command);
  }

  /** Runs all that is ready, and what that makes ready. */
  void run() {
    while (!ready.isEmpty()) {
      ready.pop().run();
    }
  }

  /** Lets the delays of what was scheduled so far pass, and runs it. */
  void delaysPass() {
    ready.addAll(delayed);
    delayed.clear();
    run();
  }

  void stop() {
    stopped = true;
  }

  /** The handle of scheduled work, which the follower does not use. */
  private static final class NeverAsked extends FutureTask<Void> implements ScheduledFuture<Void> {
    NeverAsked(Runnable work) {
      super(asCallable(work));
    }

    private static Callable<Void> asCallable(Runnable work) {
      return () -> {
        work.run();
        throw new AssertionError("only the test runs work");
      };
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return 0;
    }

    @Override
    public int compareTo(java.util.concurrent.Delayed other) {
      return 0;
    }
  }
}
