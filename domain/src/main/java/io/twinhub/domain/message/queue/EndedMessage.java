package io.twinhub.domain.message.queue;

/** A message that is no longer in a queue, and how it ended. */
public record EndedMessage(QueuedMessage message, FeedbackStatus status) {}
