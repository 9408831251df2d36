package io.twinhub.application.port.out;

import io.twinhub.application.port.MessageFlow;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.message.event.EventError;
import io.twinhub.domain.message.event.EventPosition;
import io.twinhub.domain.message.event.HubEvent;
import io.twinhub.domain.message.event.PartitionState;
import java.util.function.Consumer;

/**
 * The events of a hub. They are kept for a limited time in partitions, each with its own order, and any
 * number of readers may read them. All events of one device and its modules are in one partition.
 */
public interface EventLog {

  /**
   * How many partitions there are; they are numbered from 0.
   *
   * @throws HubException if the hub cannot be asked
   */
  int partitions();

  /**
   * What a partition holds.
   *
   * @throws HubException with {@link EventError#noSuchPartition}
   */
  PartitionState state(int partition);

  /**
   * What a partition holds, once the events of all changes of twins that were answered before this call are
   * in it. A hub that gives no such promise, as Azure, tells what the partition holds now.
   *
   * @throws HubException with {@link EventError#noSuchPartition}
   */
  default PartitionState settledState(int partition) {
    return state(partition);
  }

  /**
   * Reads a partition from {@code position} on, and then continues with new events; delivers as many as are
   * {@linkplain MessageFlow#request requested}. The position is resolved once, at the time of this call.
   *
   * @param taker called on a thread of the log, one call at a time; must return at once
   * @throws HubException with {@link EventError#noSuchPartition} or {@link EventError#beyondTheEnd}
   */
  MessageFlow read(int partition, EventPosition position, Consumer<HubEvent> taker);
}
