package io.twinhub.domain.message.queue;

import io.twinhub.domain.identity.TwinAddress;
import java.time.Instant;
import java.util.Optional;

/**
 * The outcome of one message.
 *
 * @param sequence larger than that of all records before it
 * @param originalMessageId the id that its sender gave it, if any
 * @param time when the message ended
 * @param status how the message ended
 * @param address whose message it was
 * @param generationId the generation of the identity at that time
 */
public record FeedbackRecord(
    long sequence,
    Optional<String> originalMessageId,
    Instant time,
    FeedbackStatus status,
    TwinAddress address,
    String generationId) {}
