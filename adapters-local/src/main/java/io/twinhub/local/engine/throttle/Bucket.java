package io.twinhub.local.engine.throttle;

import io.twinhub.domain.tier.Rate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A token bucket for one limit. It holds what one period allows, so a burst of that size passes at once. Then
 * operations wait for what is refilled, and those that would wait longer than {@link #WAIT_MAX} are refused.
 * Not safe for several threads.
 */
final class Bucket {
  /** How long an operation waits at most; a hub setting. How long Azure queues is not documented. */
  static final Duration WAIT_MAX = Duration.ofSeconds(1);

  private final Rate rate;
  private double level;
  private Instant filled;
  private Instant windowStart;
  private long window;
  private long most;
  private long slowed;
  private long refused;

  Bucket(Rate rate, Instant now) {
    this.rate = rate;
    this.level = (double) rate.amount();
    this.filled = now;
    this.windowStart = now;
  }

  private double perMilli() {
    return (double) rate.amount() / (double) rate.period().toMillis();
  }

  /** How long something that costs {@code cost} waits; empty if it is refused. */
  Optional<Duration> take(long cost, Instant now) {
    observe(cost, now);
    if (now.isAfter(filled)) {
      long millis = Duration.between(filled, now).toMillis();
      level = Math.min((double) rate.amount(), level + (double) millis * perMilli());
      filled = filled.plusMillis(millis);
    }
    double after = level - (double) cost;
    Duration wait =
        after >= 0 ? Duration.ZERO : Duration.ofMillis((long) Math.ceil(-after / perMilli()));
    if (wait.compareTo(WAIT_MAX) > 0) {
      refused++;
      return Optional.empty();
    }
    level = after;
    if (!wait.isZero()) {
      slowed++;
    }
    return Optional.of(wait);
  }

  private void observe(long cost, Instant now) {
    if (!now.isBefore(windowStart.plus(rate.period()))) {
      windowStart = now;
      window = 0;
    }
    window += cost;
    most = Math.max(most, window);
  }

  Rate most() {
    return new Rate(most, rate.period());
  }

  long slowed() {
    return slowed;
  }

  long refused() {
    return refused;
  }
}
