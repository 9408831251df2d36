package io.twinhub.azure.wire;

import io.twinhub.domain.error.HubException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** Waits for work of a client library and translates its failures to refusals. */
public final class Waits {
  private Waits() {}

  /**
   * Waits for {@code work} and returns its result. Interrupting the thread cancels it.
   *
   * @param who the hub, for error messages
   * @throws HubException if it fails, or takes longer than {@code max}
   */
  public static <T> T done(String who, CompletableFuture<T> work, Duration max) {
    return done(who, work, max, failure -> Optional.empty());
  }

  /**
   * The same, for work whose failures may be refusals of the hub.
   *
   * @param refusals the refusal for a failure; empty if the hub was not reached
   */
  public static <T> T done(
      String who,
      CompletableFuture<T> work,
      Duration max,
      Function<Throwable, Optional<HubException>> refusals) {
    try {
      return work.get(max.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException failure) {
      Throwable cause = Optional.ofNullable(failure.getCause()).orElse(failure);
      throw cause instanceof HubException refused
          ? refused.onThisThread()
          : refusals.apply(cause).orElseGet(() -> AzureErrors.unreachable(who, cause));
    } catch (TimeoutException late) {
      throw AzureErrors.unreachable(who, new IOException("nothing within " + max));
    } catch (InterruptedException cancelled) {
      Thread.currentThread().interrupt();
      throw AzureErrors.unreachable(who, new IOException("the call was cancelled"));
    } finally {
      work.cancel(true);
    }
  }
}
