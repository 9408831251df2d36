package io.twinhub.domain.message.event;

import java.time.Instant;

/** Where a reader begins in a partition. */
public sealed interface EventPosition {

  /** With the oldest event that is kept. */
  record Earliest() implements EventPosition {}

  /** With the first event that arrives after the reader has started. */
  record Latest() implements EventPosition {}

  /**
   * At an event, by its offset.
   *
   * @param inclusive whether the event itself is read too
   */
  record AtOffset(long offset, boolean inclusive) implements EventPosition {}

  /**
   * At an event, by its sequence number.
   *
   * @param inclusive whether the event itself is read too
   */
  record AtSequence(long sequence, boolean inclusive) implements EventPosition {}

  /**
   * With the first event that was enqueued after this time.
   *
   * @param inclusive whether an event of exactly this time is read too
   */
  record AtTime(Instant time, boolean inclusive) implements EventPosition {}
}
