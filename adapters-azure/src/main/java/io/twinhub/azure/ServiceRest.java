package io.twinhub.azure;

import io.twinhub.application.retry.Backoff;
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

/** The REST API of a hub, its refusals translated. Interrupting the calling thread cancels a call. */
final class ServiceRest {
  /*
   * Why not the SDK's clients: ADR-0022. They drop conditions, digits, times and whole fields of what
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

  /** Where the hub serves what. */
  HubRoutes routes() {
    return routes;
  }

  /**
   * The answer to {@code call}.
   *
   * @throws HubException if the hub refuses, or is not reached
   */
  RestAnswer send(RestCall call) {
    RestAnswer answer = answered(call);
    if (answer.isRefusal()) {
      throw answer.refusal();
    }
    return answer;
  }

  /** As {@link #send}, but "there is no such thing" is an answer. */
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
   * As {@link #send}, without a thread that waits; fails with a {@link HubException}.
   *
   * @param longer how much longer than others this answer may take
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
