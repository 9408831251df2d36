package io.twinhub.domain.message.event;

import java.time.Instant;

/**
 * What a partition holds.
 *
 * @param first the number of the oldest event that is kept; one more than {@code last} if there is none
 * @param last the number of the newest event; -1 if there never was one
 * @param lastOffset the offset of the newest event; -1 if there never was one
 * @param lastEnqueued when the newest event was accepted; {@link Instant#EPOCH} if there never was one
 */
public record PartitionState(long first, long last, long lastOffset, Instant lastEnqueued) {
  /** The state of a new partition. */
  public static final PartitionState NEW = new PartitionState(0, -1, -1, Instant.EPOCH);

  /** Whether it holds no event. */
  public boolean isEmpty() {
    return first > last;
  }
}
