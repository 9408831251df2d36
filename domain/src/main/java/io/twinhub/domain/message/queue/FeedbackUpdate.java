package io.twinhub.domain.message.queue;

import java.util.List;
import java.util.Optional;

/**
 * The result of a step of the feedback queue.
 *
 * @param after the feedback after the step
 * @param gone records that will not be delivered again
 * @param delivered the batch that was handed out
 */
public record FeedbackUpdate(
    FeedbackQueue after, List<FeedbackRecord> gone, Optional<FeedbackBatch> delivered) {}
