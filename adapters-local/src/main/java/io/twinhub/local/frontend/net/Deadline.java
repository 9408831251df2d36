package io.twinhub.local.frontend.net;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/** Has something happen at a time of the clock, as when a token ends. */
public final class Deadline {
  /** The longest time that is watched, in days; no connection lasts as long. */
  private static final long DAYS_MAX = 3650;

  private Deadline() {}

  /** Runs {@code task} on {@code loop} once {@code clock} shows {@code time}. */
  public static Future<?> at(Instant time, InstantSource clock, EventExecutor loop, Runnable task) {
    Duration left = Duration.between(clock.instant(), time);
    long seconds = Math.min(left.toSeconds(), TimeUnit.DAYS.toSeconds(DAYS_MAX));
    return loop.schedule(task, seconds, TimeUnit.SECONDS);
  }
}
