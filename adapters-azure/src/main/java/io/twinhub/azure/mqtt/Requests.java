package io.twinhub.azure.mqtt;

import io.twinhub.azure.wire.AzureErrors;
import io.twinhub.azure.wire.Waits;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/** The requests of one connection that wait for their answers. */
final class Requests {
  /** How many may wait at once; Azure allows a device fewer twin operations per second. */
  static final int WAITING_MAX = 64;

  private final AtomicLong last = new AtomicLong();
  private final Map<Long, CompletableFuture<Answer>> waiting = new ConcurrentHashMap<>();
  private final Semaphore places = new Semaphore(WAITING_MAX);
  private final String hostName;
  private final Duration answerWait;

  /**
   * @param hostName the hub, for error messages
   */
  Requests(String hostName, Duration answerWait) {
    this.hostName = hostName;
    this.answerWait = answerWait;
  }

  /** An answer: the content of its topic, and its text. */
  record Answer(TwinTopics.Answered head, String body) {}

  /**
   * Sends a request under a new number and waits for its answer.
   *
   * @throws HubException if the hub refuses, does not answer in time, or too many requests wait already
   */
  Answer ask(LongConsumer sent) {
    if (!places.tryAcquire()) {
      throw new HubException(RequestError.busy(
          "%d requests of this connection are waiting for their answers".formatted(WAITING_MAX)));
    }
    long number = last.incrementAndGet();
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    waiting.put(number, answer);
    try {
      sent.accept(number);
      Answer given = Waits.done(hostName, answer, answerWait);
      if (given.head().status() >= 300) {
        throw AzureErrors.of(given.head().status(), Optional.empty(), given.body());
      }
      return given;
    } finally {
      waiting.remove(number);
      places.release();
    }
  }

  /** Completes the request that an answer belongs to; drops an answer that came too late. */
  void answered(Answer answer) {
    Optional.ofNullable(waiting.get(answer.head().request()))
        .ifPresent(waits -> waits.complete(answer));
  }

  /** Fails all requests, which will not be answered any more. */
  void lost() {
    IOException gone = new IOException("the connection was lost");
    waiting.values().forEach(waits -> waits.completeExceptionally(gone));
  }
}
