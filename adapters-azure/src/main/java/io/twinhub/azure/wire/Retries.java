package io.twinhub.azure.wire;

import io.twinhub.application.retry.Backoff;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Decides whether and when a call is repeated. A busy hub has done nothing, so any call may be repeated; a
 * call that broke off may have been carried out, so only idempotent ones are.
 */
public final class Retries {
  private static final int STATUS_THROTTLED = 429;
  private static final int STATUS_UNAVAILABLE = 503;
  private static final int STATUS_SERVER_MIN = 500;
  private static final int STATUS_NOT_IMPLEMENTED = 501;

  private final Backoff backoff;
  private final RandomGenerator chance;

  /** Waits as {@code backoff} says. */
  public Retries(Backoff backoff) {
    this(backoff, () -> ThreadLocalRandom.current().nextLong());
  }

  /** Waits as {@code backoff} says, with randomness from {@code chance}. */
  public Retries(Backoff backoff, RandomGenerator chance) {
    this.backoff = backoff;
    this.chance = chance;
  }

  /**
   * How long to wait before the next attempt; empty if there is none.
   *
   * @param status the HTTP status of the answer
   * @param retryAfter the hub's {@code Retry-After}, in seconds
   * @param repeatable whether the call is idempotent
   * @param attempt the attempt that just ended, from 1
   */
  public Optional<Duration> after(
      int status, Optional<String> retryAfter, boolean repeatable, int attempt) {
    boolean nothingDone = status == STATUS_THROTTLED || status == STATUS_UNAVAILABLE;
    boolean brokeDown = status >= STATUS_SERVER_MIN && status != STATUS_NOT_IMPLEMENTED;
    if (!nothingDone && !(brokeDown && repeatable)) {
      return Optional.empty();
    }
    return retryAfter
        .filter(text -> text.matches("[0-9]{1,4}"))
        .map(text -> backoff.after(attempt, Duration.ofSeconds(Long.parseLong(text)), chance))
        .orElseGet(() -> backoff.after(attempt, chance));
  }

  /** The same for a call that got no answer. */
  public Optional<Duration> afterNoAnswer(boolean repeatable, int attempt) {
    return repeatable ? backoff.after(attempt, chance) : Optional.empty();
  }

  /**
   * Makes {@code call} and returns its result; repeats it while the hub is too busy, which devices learn by
   * status 429. Interrupting the thread ends the waiting.
   *
   * @throws HubException if the call is refused for another reason, or the hub stays busy
   */
  public <T> T whileBusy(Supplier<T> call) {
    for (int attempt = 1; ; attempt++) {
      try {
        return call.get();
      } catch (HubException refusal) {
        Optional<Duration> wait = refusal.code() == ErrorCode.THROTTLING
            ? after(STATUS_THROTTLED, Optional.empty(), false, attempt)
            : Optional.empty();
        pause(wait.orElseThrow(() -> refusal));
      }
    }
  }

  private static void pause(Duration wait) {
    try {
      TimeUnit.MILLISECONDS.sleep(wait.toMillis());
    } catch (InterruptedException cancelled) {
      Thread.currentThread().interrupt();
      throw AzureErrors.unreachable("the hub", new IOException("the call was cancelled"));
    }
  }
}
