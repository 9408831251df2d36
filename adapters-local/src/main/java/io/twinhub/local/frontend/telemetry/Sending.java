package io.twinhub.local.frontend.telemetry;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.message.event.DeviceMessage;
import io.twinhub.domain.message.event.EventError;
import io.twinhub.domain.message.event.EventLimits;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Sends the messages of one request of a device. */
public final class Sending {
  private Sending() {}

  /**
   * Sends messages one after the other; returns at once.
   *
   * @param send sends one
   * @return a future that completes when all are on disk, or fails as the first that failed. Those before it
   *     may have been kept; the sender sends all of them again
   * @throws HubException if there are more than {@link EventLimits#BATCH_MESSAGES_MAX}; then none was sent
   */
  public static CompletableFuture<Void> all(
      List<DeviceMessage> messages, Function<DeviceMessage, CompletableFuture<Void>> send) {
    requireCount(messages.size());
    if (messages.size() == 1) {
      return send.apply(messages.get(0));
    }
    CompletableFuture<Void> all = new CompletableFuture<>();
    var unused = CompletableFuture.allOf(
            messages.stream().map(send).toArray(CompletableFuture<?>[]::new))
        .whenComplete((done, failure) -> {
          if (failure == null) {
            all.complete(null);
          } else {
            all.completeExceptionally(failure);
          }
        });
    return all;
  }

  /**
   * Checks that a batch may hold this many messages.
   *
   * @throws HubException with {@link EventError#batchTooLong}
   */
  public static void requireCount(int messages) {
    if (messages > EventLimits.BATCH_MESSAGES_MAX) {
      throw new HubException(EventError.batchTooLong(messages));
    }
  }

  /** What made a future fail; null if it did not. */
  public static @Nullable Throwable cause(@Nullable Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }
}
