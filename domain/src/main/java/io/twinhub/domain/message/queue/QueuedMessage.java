package io.twinhub.domain.message.queue;

import io.twinhub.domain.message.CloudMessage;
import io.twinhub.domain.message.MessageAck;
import java.time.Instant;
import java.util.Optional;

/**
 * A message in the queue of a device.
 *
 * @param sequence its place: larger than that of all that came before it
 * @param message what was sent
 * @param enqueued when it was accepted
 * @param expires until when it waits
 * @param deliveryCount how often the device abandoned it
 * @param lock who holds it, if somebody does
 */
public record QueuedMessage(
    long sequence,
    CloudMessage message,
    Instant enqueued,
    Instant expires,
    int deliveryCount,
    Optional<MessageLock> lock) {

  /** The token of whoever holds it; a message that was handed out has one. */
  public LockToken token() {
    return lock.orElseThrow().token();
  }

  /** Who holds it may say so by this token. */
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

  /** Whether its sender wants to be told of this end. */
  public boolean tells(FeedbackStatus status) {
    MessageAck ack = message.system().ack().orElse(MessageAck.NONE);
    return status == FeedbackStatus.SUCCESS ? ack.tellsSuccess() : ack.tellsFailure();
  }
}
