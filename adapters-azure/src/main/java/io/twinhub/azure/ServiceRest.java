package io.twinhub.azure;

import io.twinhub.application.retry.Backoff;
import io.twinhub.azure.rest.HubRoutes;
import io.twinhub.azure.rest.RestAnswer;
import io.twinhub.azure.rest.RestCall;
import io.twinhub.azure.rest.RestExchange;
import io.twinhub.azure.wire.AzureErrors;
import io.twinhub.domain.error.HubException;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledExecutorService;
import javax.net.ssl.SSLContext;

/** The REST API of a hub, with its refusals translated. Interrupting the calling thread cancels a call. */
final class ServiceRest {
  /*
   * The SDK's clients are not used (ADR-0022): they drop conditions, digits, times and whole fields that
   * the ports carry. Addresses, tokens and error numbers are the SDK's.
   */
  private final HubAddress hub;
  private final HubRoutes routes;
  private final Duration answerWait;
  private final RestExchange exchange;

  ServiceRest(HubAddress hub, SSLContext trust, Duration answerWait, Backoff backoff) {
    this.hub = hub;
    this.routes = new HubRoutes(hub.hostName());
    this.answerWait = answerWait;
    this.exchange = new RestExchange(trust, answerWait, hub.tokens()::token, backoff);
  }

  /** The addresses of the hub's REST API. */
  HubRoutes routes() {
    return routes;
  }

  /**
   * Sends {@code call} and returns its answer.
   *
   * @throws HubException if the hub refuses or is not reached
   */
  RestAnswer send(RestCall call) {
    RestAnswer answer = answered(call);
    if (answer.isRefusal()) {
      throw answer.refusal();
    }
    return answer;
  }

  /** Like {@link #send}, but empty if what was asked for does not exist. */
  Optional<RestAnswer> find(RestCall call) {
    RestAnswer answer = answered(call);
    if (answer.status() == HttpURLConnection.HTTP_NOT_FOUND) {
      return Optional.empty();
    }
    if (answer.isRefusal()) {
      throw answer.refusal();
    }
    return Optional.of(answer);
  }

  /**
   * Like {@link #send}, without a waiting thread; the future fails with a {@link HubException}.
   *
   * @param longer how much longer than usual this answer may take
   * @throws java.util.concurrent.RejectedExecutionException if {@code threads} were ended
   */
  CompletableFuture<RestAnswer> sendAsync(
      RestCall call, Duration longer, ScheduledExecutorService threads) {
    CompletableFuture<RestAnswer> result = new CompletableFuture<>();
    CompletableFuture<RestAnswer> sent = exchange.sendAsync(call, answerWait.plus(longer), threads);
    var unusedEnd = result.whenComplete((given, failure) -> sent.cancel(true));
    var unusedAnswer = sent.whenComplete((answer, failure) -> {
      if (answer == null) {
        result.completeExceptionally(refusal(failure));
      } else if (answer.isRefusal()) {
        result.completeExceptionally(answer.refusal());
      } else {
        result.complete(answer);
      }
    });
    return result;
  }

  private HubException refusal(Throwable failure) {
    Throwable cause = failure instanceof CompletionException
        ? Optional.ofNullable(failure.getCause()).orElse(failure)
        : failure;
    return cause instanceof HubException refusal
        ? refusal
        : AzureErrors.unreachable(hub.hostName(), cause);
  }

  private RestAnswer answered(RestCall call) {
    try {
      return exchange.send(call);
    } catch (IOException noAnswer) {
      throw AzureErrors.unreachable(hub.hostName(), noAnswer);
    } catch (InterruptedException cancelled) {
      Thread.currentThread().interrupt();
      throw AzureErrors.unreachable(hub.hostName(), new IOException("the call was cancelled"));
    }
  }
}
