package io.twinhub.azure;

import io.twinhub.azure.wire.AzureErrors;
import io.twinhub.azure.wire.Retries;
import io.twinhub.domain.json.JsonWriter;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/**
 * The REST API of a hub: signs, sends, waits, and sends again where {@link Retries} says so. Interrupting
 * the calling thread cancels the call.
 */
final class ServiceRest {
  /*
   * Why not the SDK's clients: ADR-0022. They drop conditions, digits, times and whole fields of what
   * the ports carry. Addresses, tokens and error numbers are the SDK's.
   */
  private static final Duration CONNECT_WAIT_MAX = Duration.ofSeconds(10);
  /** How long one answer may take, if nobody said otherwise. */
  static final Duration ANSWER_WAIT_MAX = Duration.ofSeconds(60);

  private final HubAddress hub;
  private final HubRoutes routes;
  private final Duration answerWait;
  private final HttpClient http;
  private final Retries retries = Retries.byChance();

  ServiceRest(HubAddress hub, SSLContext trust, Duration answerWait) {
    this.hub = hub;
    this.routes = new HubRoutes(hub.hostName());
    this.answerWait = answerWait;
    this.http = HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(CONNECT_WAIT_MAX)
        .sslContext(trust)
        .build();
  }

  /** Where the hub serves what. */
  HubRoutes routes() {
    return routes;
  }

  /**
   * The answer to {@code call}.
   *
   * @throws io.twinhub.domain.error.HubException if the hub refuses, or is not reached
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

  private RestAnswer answered(RestCall call) {
    int attempt = 1;
    try {
      while (true) {
        Optional<Duration> wait;
        try {
          RestAnswer answer = exchange(call);
          wait = answer.isRefusal()
              ? retries.after(
                  answer.status(), answer.header("Retry-After"), call.repeatable(), attempt)
              : Optional.empty();
          if (wait.isEmpty()) {
            return answer;
          }
        } catch (IOException noAnswer) {
          wait = retries.afterNoAnswer(call.repeatable(), attempt);
          if (wait.isEmpty()) {
            throw AzureErrors.unreachable(hub.hostName(), noAnswer);
          }
        }
        pause(wait.get());
        attempt++;
      }
    } catch (InterruptedException cancelled) {
      Thread.currentThread().interrupt();
      throw AzureErrors.unreachable(hub.hostName(), new IOException("the call was cancelled"));
    }
  }

  /** Nothing counts the latch down: it ends by time or by interruption. */
  private static void pause(Duration wait) throws InterruptedException {
    boolean unused = new CountDownLatch(1).await(wait.toMillis(), TimeUnit.MILLISECONDS);
  }

  private RestAnswer exchange(RestCall call) throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(call.target())
        .timeout(answerWait)
        .header("Accept", "application/json")
        .header("Authorization", hub.tokens().token());
    call.headers().forEach(request::header);
    if (call.body().isPresent()) {
      request.header("Content-Type", "application/json; charset=utf-8");
      request.method(
          call.method(), BodyPublishers.ofString(JsonWriter.text(call.body().get())));
    } else {
      request.method(call.method(), BodyPublishers.noBody());
    }
    HttpResponse<String> response =
        http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    return new RestAnswer(response.statusCode(), response.headers(), response.body());
  }
}
