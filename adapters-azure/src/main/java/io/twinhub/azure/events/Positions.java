package io.twinhub.azure.events;

import com.azure.messaging.eventhubs.models.EventPosition;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.message.event.EventError;
import io.twinhub.domain.message.event.PartitionState;

/** Where to begin, in the client's terms. */
final class Positions {
  private Positions() {}

  /**
   * A position, judged by what the partition holds now.
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

  /** What comes after an event; the client's own word for the latest is judged when the link is open, too late. */
  private static EventPosition after(long last) {
    return last < 0 ? EventPosition.earliest() : EventPosition.fromSequenceNumber(last, false);
  }
}
