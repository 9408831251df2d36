package io.twinhub.application.retry;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How long to wait between attempts: each wait is twice the one before, and half of it is random, so that
 * many clients do not try again at the same moment. Only the adapter that makes a call repeats it, with the
 * policy that the caller chose; nothing above an adapter repeats calls.
 *
 * @param firstWait the longest wait after the first attempt
 * @param waitMax the longest wait after any attempt
 * @param attemptsMax how many attempts there are at most, the first included
 */
public record Backoff(Duration firstWait, Duration waitMax, int attemptsMax) {

  /** For a waiting person or program: five attempts within about three seconds. */
  public static final Backoff SHORT =
      new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10), 5);

  /** For work on whole fleets, which a hub throttles: ten attempts within about five minutes. */
  public static final Backoff PATIENT =
      new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(1), 10);

  /** Checks the numbers. */
  public Backoff {
    if (firstWait.isNegative() || firstWait.compareTo(waitMax) > 0 || attemptsMax < 1) {
      throw new IllegalArgumentException(
          "a backoff needs 0 <= firstWait <= waitMax and at least one attempt");
    }
  }

  /**
   * How long to wait after an attempt.
   *
   * @param attempt the attempt that just failed, from 1
   * @return empty if it was the last one
   */
  public Optional<Duration> after(int attempt, RandomGenerator chance) {
    if (attempt >= attemptsMax) {
      return Optional.empty();
    }
    long doubled = firstWait.toMillis() << Math.min(attempt - 1, Short.SIZE);
    long longest = Math.min(doubled, waitMax.toMillis());
    return Optional.of(Duration.ofMillis(longest / 2 + chance.nextLong(longest / 2 + 1)));
  }

  /**
   * How long to wait after an attempt, if the other side said when to try again.
   *
   * @param asked the wait that it asked for; shortened to {@link #waitMax()} if it is longer
   * @return empty if it was the last attempt
   */
  public Optional<Duration> after(int attempt, Duration asked, RandomGenerator chance) {
    return after(attempt, chance)
        .map(asked::plus)
        .map(wait -> wait.compareTo(waitMax) > 0 ? waitMax : wait);
  }
}
