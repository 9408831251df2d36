package io.twinhub.local.engine.transfer.container;

import io.twinhub.application.retry.Backoff;
import io.twinhub.domain.error.ClientText;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Sends requests to a blob store. Each has a bounded time and a bounded answer; redirects are not followed. */
final class BlobHttp {
  /** How long to wait for a connection. Own limit. */
  static final Duration CONNECT_MAX = Duration.ofSeconds(10);

  /** How long one request may take, with its body and its answer of up to 4 MB. Own limit. */
  static final Duration REQUEST_MAX = Duration.ofSeconds(60);

  private static final Duration LOOK_EVERY = Duration.ofMillis(100);
  private static final Backoff REPEATS =
      new Backoff(Duration.ofMillis(500), Duration.ofSeconds(5), 4);
  private static final int TOO_MANY = 429;
  private static final int SERVER_ERRORS = 500;
  private static final int HUNDRED = 100;
  private static final int REDIRECTS = 3;

  private static final HttpClient CLIENT = HttpClient.newBuilder()
      .version(HttpClient.Version.HTTP_1_1)
      .connectTimeout(CONNECT_MAX)
      .followRedirects(HttpClient.Redirect.NEVER)
      .build();

  private final Stop stop;

  BlobHttp(Stop stop) {
    this.stop = stop;
  }

  /**
   * Sends a request; one that the store could not answer is repeated.
   *
   * @param bytesMax the largest answer
   * @throws ContainerException if there is no answer
   */
  HttpResponse<byte[]> send(HttpRequest request, int bytesMax) throws ContainerException {
    for (int attempt = 1; ; attempt++) {
      Optional<Duration> wait = REPEATS.after(attempt, ThreadLocalRandom.current());
      try {
        HttpResponse<byte[]> answer = once(request, bytesMax);
        boolean busy = answer.statusCode() >= SERVER_ERRORS || answer.statusCode() == TOO_MANY;
        if (!busy || wait.isEmpty()) {
          return answer;
        }
      } catch (ContainerException failure) {
        if (wait.isEmpty()) {
          throw failure;
        }
      }
      pause(wait.get());
    }
  }

  /** Sends a request once. */
  HttpResponse<byte[]> once(HttpRequest request, int bytesMax) throws ContainerException {
    CompletableFuture<HttpResponse<byte[]>> answer =
        CLIENT.sendAsync(request, head -> new BoundedBody(bytesMax));
    long end = System.nanoTime() + REQUEST_MAX.toNanos();
    try {
      while (System.nanoTime() < end) {
        stop.check();
        if (isDone(answer)) {
          return answer.get();
        }
      }
      throw new ContainerException(
          "did not answer within %d seconds".formatted(REQUEST_MAX.toSeconds()));
    } catch (ExecutionException failure) {
      throw problem(Objects.requireNonNullElse(failure.getCause(), failure));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ContainerException("was not asked any longer, since the hub is stopping");
    } finally {
      answer.cancel(true);
    }
  }

  /** Waits a moment for the answer, since the job may be cancelled meanwhile. */
  private static boolean isDone(CompletableFuture<?> answer)
      throws ExecutionException, InterruptedException {
    try {
      var unused = answer.get(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException notYet) {
      return false;
    }
  }

  /** Says what happened without the texts of the client, which repeat the URI. */
  private static ContainerException problem(Throwable cause) {
    if (cause instanceof ContainerException known) {
      return known;
    }
    if (cause instanceof SSLException) {
      return new ContainerException("has a certificate that is not trusted, or does not speak TLS");
    }
    return new ContainerException(
        cause instanceof IOException
            ? "cannot be reached"
            : "cannot be asked (%s)".formatted(cause.getClass().getSimpleName()));
  }

  private void pause(Duration wait) throws ContainerException {
    long end = System.nanoTime() + wait.toNanos();
    while (System.nanoTime() < end) {
      stop.check();
      try {
        TimeUnit.MILLISECONDS.sleep(LOOK_EVERY.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new ContainerException("was not asked any longer, since the hub is stopping");
      }
    }
  }

  /** What an answer says that is not the wanted one. */
  static ContainerException refused(HttpResponse<?> answer, String what) {
    int status = answer.statusCode();
    String code = answer
        .headers()
        .firstValue("x-ms-error-code")
        .map(name -> ", " + ClientText.shown(name))
        .orElse("");
    return new ContainerException(
        status / HUNDRED == REDIRECTS
            ? "answers with a redirect, which is not followed"
            : "does not let the hub %s (HTTP %d%s)".formatted(what, status, code));
  }
}
