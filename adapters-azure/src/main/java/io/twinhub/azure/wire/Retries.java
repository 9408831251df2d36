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
 * Whether and when a call is made again. A hub that is busy did nothing, so any call may come again; a
 * call that broke off may have been carried out, so only repeatable ones do.
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

  /** Waits as {@code backoff} says, with chance from {@code chance}. */
  public Retries(Backoff backoff, RandomGenerator chance) {
    this.backoff = backoff;
    this.chance = chance;
  }

  /**
   * How long to wait before the next attempt; empty if there is none.
   *
   * @param status the HTTP status of the answer
   * @param retryAfter when the hub said to come again, in seconds
   * @param repeatable whether doing it twice is doing it once
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
   * What {@code call} answers; again while the hub is too busy to do anything, which devices are told by
   * 429. Interrupting the thread ends the waiting.
   *
   * @throws HubException if it is refused otherwise, or the hub stays busy
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
