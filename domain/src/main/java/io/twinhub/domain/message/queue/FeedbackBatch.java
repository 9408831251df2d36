package io.twinhub.domain.message.queue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A feedback message.
 *
 * @param records its records, in order; at least one
 * @param enqueued when it was made
 * @param deliveryCount how often a reader abandoned it
 * @param lock the lock of the reader that holds it, if there is one
 */
public record FeedbackBatch(
    List<FeedbackRecord> records, Instant enqueued, int deliveryCount, Optional<MessageLock> lock) {

  /** Copies {@code records}. */
  public FeedbackBatch {
    records = List.copyOf(records);
  }

  /** The token of the reader that holds it; a batch that was handed out has one. */
  public LockToken token() {
    return lock.orElseThrow().token();
  }

  FeedbackBatch with(Optional<MessageLock> newLock) {
    return new FeedbackBatch(records, enqueued, deliveryCount, newLock);
  }

  FeedbackBatch with(List<FeedbackRecord> newRecords) {
    return new FeedbackBatch(newRecords, enqueued, deliveryCount, lock);
  }

  FeedbackBatch abandoned() {
    return new FeedbackBatch(records, enqueued, deliveryCount + 1, Optional.empty());
  }

  /** A record is in one batch only, so the first record identifies the batch. */
  boolean isSame(FeedbackBatch other) {
    return records.get(0).sequence() == other.records.get(0).sequence();
  }
}
