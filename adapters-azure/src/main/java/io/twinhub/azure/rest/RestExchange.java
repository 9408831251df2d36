package io.twinhub.azure.rest;

import io.twinhub.application.retry.Backoff;
import io.twinhub.azure.wire.Retries;
import io.twinhub.domain.message.Bytes;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to the REST API of one hub, and sends them again where {@link Retries} says so.
 * Interrupting the calling thread cancels the call.
 */
public final class RestExchange implements RestSender {
  /** How long one answer may take, unless the caller says otherwise. */
  public static final Duration ANSWER_WAIT_MAX = Duration.ofSeconds(60);

  private static final Duration CONNECT_WAIT_MAX = Duration.ofSeconds(10);

  private final HttpClient http;
  private final Duration answerWait;
  private final Supplier<String> token;
  private final Retries retries;

  /**
   * An exchange with one hub.
   *
   * @param trust whose certificates are trusted
   * @param answerWait how long one answer may take
   * @param token the value of each request's {@code Authorization} header
   * @param backoff how long to wait before a busy hub is asked again
   */
  public RestExchange(
      SSLContext trust, Duration answerWait, Supplier<String> token, Backoff backoff) {
    this.http = HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(CONNECT_WAIT_MAX)
        .sslContext(trust)
        .build();
    this.answerWait = answerWait;
    this.token = token;
    this.retries = new Retries(backoff);
  }

  /**
   * Sends {@code call} and returns its answer, which may be a refusal.
   *
   * @throws IOException if no answer comes
   */
  public RestAnswer send(RestCall call) throws IOException, InterruptedException {
    return send(call, answerWait);
  }

  /** Like {@link #send(RestCall)}, with another time-out for this call. */
  @Override
  public RestAnswer send(RestCall call, Duration wait) throws IOException, InterruptedException {
    return new RepeatedCall(call, retries)
        .send(
            () -> answer(http.send(request(call, wait), HttpResponse.BodyHandlers.ofByteArray())));
  }

  /**
   * Like {@link #send(RestCall, Duration)}, without a waiting thread; cancelling the future ends the
   * request.
   *
   * @param threads make the token and each further attempt
   * @throws java.util.concurrent.RejectedExecutionException if {@code threads} were ended
   */
  public CompletableFuture<RestAnswer> sendAsync(
      RestCall call, Duration wait, ScheduledExecutorService threads) {
    Sending sending = new Sending(call, wait, threads);
    threads.execute(sending::attempt);
    return sending.answer;
  }

  /** A call on its way, from its first attempt to its answer. */
  private final class Sending {
    private final RestCall call;
    private final Duration wait;
    private final ScheduledExecutorService threads;
    private final CompletableFuture<RestAnswer> answer = new CompletableFuture<>();
    private int attempts;

    Sending(RestCall call, Duration wait, ScheduledExecutorService threads) {
      this.call = call;
      this.wait = wait;
      this.threads = threads;
    }

    void attempt() {
      if (answer.isDone()) {
        return;
      }
      attempts++;
      try {
        CompletableFuture<HttpResponse<byte[]>> exchange =
            http.sendAsync(request(call, wait), HttpResponse.BodyHandlers.ofByteArray());
        var unusedEnd = answer.whenComplete((given, failure) -> exchange.cancel(true));
        var unusedNext = exchange.whenComplete(this::attempted);
      } catch (RuntimeException noToken) {
        answer.completeExceptionally(noToken);
      }
    }

    private void attempted(@Nullable HttpResponse<byte[]> response, @Nullable Throwable failure) {
      if (response == null) {
        again(
            retries.afterNoAnswer(call.repeatable(), attempts),
            () -> answer.completeExceptionally(failure));
      } else {
        RestAnswer given = RestExchange.answer(response);
        again(new RepeatedCall(call, retries).pause(given, attempts), () -> answer.complete(given));
      }
    }

    private void again(Optional<Duration> pause, Runnable otherwise) {
      if (pause.isEmpty()) {
        otherwise.run();
        return;
      }
      try {
        var unusedLater =
            threads.schedule(this::attempt, pause.get().toMillis(), TimeUnit.MILLISECONDS);
      } catch (RejectedExecutionException closed) {
        otherwise.run();
      }
    }
  }

  private static RestAnswer answer(HttpResponse<byte[]> response) {
    return new RestAnswer(response.statusCode(), response.headers(), Bytes.of(response.body()));
  }

  private HttpRequest request(RestCall call, Duration wait) {
    HttpRequest.Builder request = HttpRequest.newBuilder(call.target())
        .timeout(wait)
        .header("Accept", "application/json")
        .header("Authorization", token.get());
    call.headers().forEach(request::header);
    if (call.body().isPresent()) {
      request.header("Content-Type", "application/json; charset=utf-8");
      request.method(call.method(), BodyPublishers.ofString(call.body().get()));
    } else {
      request.method(call.method(), BodyPublishers.noBody());
    }
    return request.build();
  }
}
