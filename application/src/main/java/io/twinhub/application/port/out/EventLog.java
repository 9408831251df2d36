package io.twinhub.application.port.out;

import io.twinhub.application.port.MessageFlow;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.message.event.EventError;
import io.twinhub.domain.message.event.EventPosition;
import io.twinhub.domain.message.event.HubEvent;
import io.twinhub.domain.message.event.PartitionState;
import java.util.function.Consumer;

/**
 * The events of a hub: in partitions, each in one order, kept for a while, read by any number of readers. All events
 * of one device and its modules are in one partition.
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
   * Reads a partition from {@code position} on, as many events as are {@linkplain MessageFlow#request
   * requested}, and then those that come. The position is judged once, now.
   *
   * @param taker called on a thread of the log, one call at a time; must return at once
   * @throws HubException with {@link EventError#noSuchPartition} or {@link EventError#beyondTheEnd}
   */
  MessageFlow read(int partition, EventPosition position, Consumer<HubEvent> taker);
}
