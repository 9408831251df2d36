package io.twinhub.domain.message.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The result of a step of a queue.
 *
 * @param after the queue after the step
 * @param changed the message whose stored form changes: a new or an abandoned one
 * @param ended messages that left the queue, in order
 * @param delivered the message that was handed out
 */
public record QueueUpdate(
    MessageQueue after,
    Optional<QueuedMessage> changed,
    List<EndedMessage> ended,
    Optional<QueuedMessage> delivered) {

  static QueueUpdate of(MessageQueue after, List<EndedMessage> ended) {
    return new QueueUpdate(after, Optional.empty(), ended, Optional.empty());
  }

  QueueUpdate changing(QueuedMessage message, MessageQueue queue) {
    return new QueueUpdate(queue, Optional.of(message), ended, delivered);
  }

  QueueUpdate delivering(QueuedMessage message, MessageQueue queue) {
    return new QueueUpdate(queue, changed, ended, Optional.of(message));
  }

  QueueUpdate ending(QueuedMessage message, FeedbackStatus status, MessageQueue queue) {
    List<EndedMessage> all = new ArrayList<>(ended);
    all.add(new EndedMessage(message, status));
    return new QueueUpdate(queue, changed, List.copyOf(all), delivered);
  }
}
