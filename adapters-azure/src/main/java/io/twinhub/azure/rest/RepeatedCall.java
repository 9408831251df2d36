package io.twinhub.azure.rest;

import io.twinhub.azure.wire.Retries;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A call that is sent again where {@link Retries} says so.
 *
 * @param call the call
 * @param retries after which answers, and how long to wait before
 */
public record RepeatedCall(RestCall call, Retries retries) {

  /** One attempt. */
  public interface Attempt {
    /** Sends the call once. */
    RestAnswer send() throws IOException, InterruptedException;
  }

  /**
   * Sends it until an answer is not to be asked for again.
   *
   * @throws IOException if no answer comes
   */
  public RestAnswer send(Attempt once) throws IOException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      Optional<Duration> pause;
      try {
        RestAnswer answer = once.send();
        pause = pause(answer, attempt);
        if (pause.isEmpty()) {
          return answer;
        }
      } catch (IOException noAnswer) {
        pause = retries.afterNoAnswer(call.repeatable(), attempt);
        if (pause.isEmpty()) {
          throw noAnswer;
        }
      }
      pause(pause.get());
    }
  }

  /** How long to wait before the next attempt; empty if {@code answer} is the last. */
  Optional<Duration> pause(RestAnswer answer, int attempt) {
    return answer.isRefusal()
        ? retries.after(answer.status(), answer.header("Retry-After"), call.repeatable(), attempt)
        : Optional.empty();
  }

  /** The latch is never counted down: the wait ends by time-out or by interruption. */
  private static void pause(Duration wait) throws InterruptedException {
    boolean unused = new CountDownLatch(1).await(wait.toMillis(), TimeUnit.MILLISECONDS);
  }
}
