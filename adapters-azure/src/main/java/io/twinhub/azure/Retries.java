package io.twinhub.azure;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Whether and when a call is made again. A hub that is busy did nothing, so any call may come again; a
 * call that broke off may have been carried out, so only repeatable ones do.
 */
final class Retries {
  /** How often one call is made at most. */
  static final int ATTEMPTS_MAX = 5;

  private static final Duration FIRST_WAIT = Duration.ofMillis(200);
  private static final Duration WAIT_MAX = Duration.ofSeconds(10);
  private static final int STATUS_THROTTLED = 429;
  private static final int STATUS_UNAVAILABLE = 503;
  private static final int STATUS_SERVER_MIN = 500;
  private static final int STATUS_NOT_IMPLEMENTED = 501;

  private final RandomGenerator jitter;

  Retries(RandomGenerator jitter) {
    this.jitter = jitter;
  }

  /**
   * How long to wait before the next attempt; empty if there is none.
   *
   * @param attempt the attempt that just ended, from 1
   */
  Optional<Duration> after(RestAnswer answer, boolean repeatable, int attempt) {
    boolean nothingDone =
        answer.status() == STATUS_THROTTLED || answer.status() == STATUS_UNAVAILABLE;
    boolean brokeDown =
        answer.status() >= STATUS_SERVER_MIN && answer.status() != STATUS_NOT_IMPLEMENTED;
    if (!nothingDone && !(brokeDown && repeatable)) {
      return Optional.empty();
    }
    return wait(attempt)
        .map(wait -> answer
            .header("Retry-After")
            .filter(text -> text.matches("[0-9]{1,4}"))
            .map(text -> Duration.ofSeconds(Long.parseLong(text)).plus(wait))
            .map(asked -> asked.compareTo(WAIT_MAX) > 0 ? WAIT_MAX : asked)
            .orElse(wait));
  }

  /** The same for a call that got no answer. */
  Optional<Duration> afterNoAnswer(boolean repeatable, int attempt) {
    return repeatable ? wait(attempt) : Optional.empty();
  }

  /** Doubles with each attempt; half of it is left to chance, so that clients do not march in step. */
  private Optional<Duration> wait(int attempt) {
    if (attempt >= ATTEMPTS_MAX) {
      return Optional.empty();
    }
    long millis = FIRST_WAIT.toMillis() << (attempt - 1);
    return Optional.of(Duration.ofMillis(millis / 2 + jitter.nextLong(millis / 2 + 1)));
  }
}
