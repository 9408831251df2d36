package io.twinhub.domain.tier;

import java.time.Duration;

/**
 * How much of something a hub allows.
 *
 * @param amount how much in each period
 * @param period a second or a minute
 */
public record Rate(long amount, Duration period) {

  static Rate perSecond(long amount) {
    return new Rate(amount, Duration.ofSeconds(1));
  }

  static Rate perMinute(long amount) {
    return new Rate(amount, Duration.ofMinutes(1));
  }

  /** As people write it, such as {@code 50/s}. */
  @Override
  public String toString() {
    return amount + (period.toSeconds() == 1 ? "/s" : "/min");
  }
}
