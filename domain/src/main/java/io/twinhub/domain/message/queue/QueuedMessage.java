package io.twinhub.domain.message.queue;

import io.twinhub.domain.message.CloudMessage;
import io.twinhub.domain.message.MessageAck;
import java.time.Instant;
import java.util.Optional;

/**
 * A message in the queue of a device.
 *
 * @param sequence its number, larger than those of all earlier messages
 * @param message what was sent
 * @param enqueued when it was accepted
 * @param expires until when it waits
 * @param deliveryCount how often the device abandoned it
 * @param lock the lock of the receiver that holds it, if there is one
 */
public record QueuedMessage(
    long sequence,
    CloudMessage message,
    Instant enqueued,
    Instant expires,
    int deliveryCount,
    Optional<MessageLock> lock) {

  /** The token of the receiver that holds it; a message that was handed out has one. */
  public LockToken token() {
    return lock.orElseThrow().token();
  }

  /** Whether it is held under this token. */
  boolean isHeldUnder(LockToken token) {
    return lock.filter(held -> held.token().equals(token)).isPresent();
  }

  QueuedMessage with(Optional<MessageLock> newLock) {
    return new QueuedMessage(sequence, message, enqueued, expires, deliveryCount, newLock);
  }

  QueuedMessage abandoned() {
    return new QueuedMessage(
        sequence, message, enqueued, expires, deliveryCount + 1, Optional.empty());
  }

  /** Whether its sender asked for feedback on this end. */
  public boolean tells(FeedbackStatus status) {
    MessageAck ack = message.system().ack().orElse(MessageAck.NONE);
    return status == FeedbackStatus.SUCCESS ? ack.tellsSuccess() : ack.tellsFailure();
  }
}
