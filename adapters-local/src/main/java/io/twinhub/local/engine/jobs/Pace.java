package io.twinhub.local.engine.jobs;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** How fast jobs may work on devices, all jobs together. Used by the thread of jobs only. */
final class Pace {
  /** How many times in a second devices are worked on if there is a rate. */
  private static final int TURNS_PER_SECOND = 10;

  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private final InstantSource clock;
  private volatile Optional<Integer> rate = Optional.empty();

  /** When the next device may be worked on. */
  private Instant next = Instant.MIN;

  Pace(InstantSource clock) {
    this.clock = clock;
  }

  /** Limits how many devices are worked on in a second; on any thread. */
  void limit(int perSecond) {
    rate = Optional.of(perSecond);
  }

  /** How many devices may be worked on now, at most {@code wanted}; they count as done. */
  int take(int wanted) {
    if (rate.isEmpty()) {
      return wanted;
    }
    Instant now = clock.instant();
    if (now.isBefore(next)) {
      return 0;
    }
    int taken = Math.min(wanted, Math.max(1, rate.get() / TURNS_PER_SECOND));
    Instant from = next.isBefore(now.minusSeconds(1)) ? now : next;
    next = from.plusNanos(taken * NANOS_PER_SECOND / rate.get());
    return taken;
  }

  /** How long to wait until the next device may be worked on. */
  Duration untilNext() {
    Duration left = rate.isEmpty() ? Duration.ZERO : Duration.between(clock.instant(), next);
    return left.isNegative() ? Duration.ZERO : left;
  }
}
