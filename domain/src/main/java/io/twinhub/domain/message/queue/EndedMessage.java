package io.twinhub.domain.message.queue;

/** A message that is in no queue any more, and how it ended. */
public record EndedMessage(QueuedMessage message, FeedbackStatus status) {}
