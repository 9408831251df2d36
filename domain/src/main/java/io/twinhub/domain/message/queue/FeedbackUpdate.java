package io.twinhub.domain.message.queue;

import java.util.List;
import java.util.Optional;

/**
 * What a step made of the feedback.
 *
 * @param after the feedback after it
 * @param gone records that nobody will read again
 * @param delivered the batch that somebody holds now
 */
public record FeedbackUpdate(
    FeedbackQueue after, List<FeedbackRecord> gone, Optional<FeedbackBatch> delivered) {}
