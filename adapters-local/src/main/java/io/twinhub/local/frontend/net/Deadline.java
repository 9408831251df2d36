package io.twinhub.local.frontend.net;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Runs a task at a wall-clock time, such as when a token expires. The clock is checked every second because
 * it may jump, which an event loop's own timers ignore.
 */
public final class Deadline {
  /** The longest time between two checks of the clock, in milliseconds; a hub setting. */
  public static final long LOOK_MILLIS_MAX = 1_000;

  private final Instant time;
  private final InstantSource clock;
  private final EventExecutor loop;
  private final Runnable task;
  private volatile Optional<Future<?>> next = Optional.empty();
  private volatile boolean cancelled;

  private Deadline(Instant time, InstantSource clock, EventExecutor loop, Runnable task) {
    this.time = time;
    this.clock = clock;
    this.loop = loop;
    this.task = task;
  }

  /** Runs {@code task} on {@code loop} once {@code clock} shows {@code time}, or soon after. */
  public static Deadline at(Instant time, InstantSource clock, EventExecutor loop, Runnable task) {
    Deadline deadline = new Deadline(time, clock, loop, task);
    deadline.await();
    return deadline;
  }

  /** Cancels the task; does nothing once it has run. Safe to call from any thread. */
  public void cancel() {
    cancelled = true;
    next.ifPresent(timer -> timer.cancel(false));
  }

  private void await() {
    Duration left = Duration.between(clock.instant(), time);
    boolean soon = left.compareTo(Duration.ofMillis(LOOK_MILLIS_MAX)) < 0;
    // Without rounding up, the loop would check a part of a millisecond too early, and then again
    // at once.
    long millis = soon ? Math.max(left.toMillis() + 1, 0) : LOOK_MILLIS_MAX;
    next = Optional.of(loop.schedule(this::look, millis, TimeUnit.MILLISECONDS));
  }

  private void look() {
    if (cancelled) {
      return;
    }
    if (clock.instant().isBefore(time)) {
      await();
    } else {
      task.run();
    }
  }
}
