package io.twinhub.azure.events;

import com.azure.messaging.eventhubs.models.EventPosition;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.message.event.EventError;
import io.twinhub.domain.message.event.PartitionState;

/** Translates positions in the log to those of the client. */
final class Positions {
  private Positions() {}

  /**
   * A position, checked against what the partition holds now.
   *
   * @throws HubException with {@link EventError#beyondTheEnd}
   */
  static EventPosition of(
      io.twinhub.domain.message.event.EventPosition position, PartitionState state) {
    if (position instanceof io.twinhub.domain.message.event.EventPosition.Latest) {
      return after(state.last());
    }
    if (position instanceof io.twinhub.domain.message.event.EventPosition.AtOffset at) {
      if (at.offset() > state.lastOffset()) {
        throw new HubException(EventError.beyondTheEnd(at.offset(), state.lastOffset()));
      }
      return EventPosition.fromOffset(at.inclusive() ? at.offset() - 1 : at.offset());
    }
    if (position instanceof io.twinhub.domain.message.event.EventPosition.AtSequence at) {
      return at.sequence() < 0
          ? EventPosition.earliest()
          : EventPosition.fromSequenceNumber(at.sequence(), at.inclusive());
    }
    if (position instanceof io.twinhub.domain.message.event.EventPosition.AtTime at) {
      return EventPosition.fromEnqueuedTime(at.inclusive() ? at.time().minusMillis(1) : at.time());
    }
    return EventPosition.earliest();
  }

  /**
   * The position after an event. The client's own position for the latest event is resolved only when the
   * link opens, which is too late.
   */
  private static EventPosition after(long last) {
    return last < 0 ? EventPosition.earliest() : EventPosition.fromSequenceNumber(last, false);
  }
}
