package io.twinhub.application.port.out;

import io.twinhub.application.port.MessageFlow;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.message.event.DeviceMessage;
import io.twinhub.domain.message.event.EventError;
import io.twinhub.domain.message.event.EventOrigin;
import io.twinhub.domain.message.event.EventPosition;
import io.twinhub.domain.message.event.HubEvent;
import io.twinhub.domain.message.event.PartitionState;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** The events of a hub: in partitions, each in one order, kept for a while, read by any number of readers. */
public interface EventLog {

  /** How many partitions there are; they are numbered from 0. */
  int partitions();

  /**
   * Takes an event. All events of one device and its modules come to one partition, in the order of the calls of
   * one thread.
   *
   * @return done when the event is on disk; failed with a {@link HubException} if it could not be taken, and
   *     nothing of it is kept then. What depends on it must return at once
   */
  CompletableFuture<Void> append(EventOrigin origin, DeviceMessage message);

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
