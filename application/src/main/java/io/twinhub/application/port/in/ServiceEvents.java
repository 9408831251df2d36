package io.twinhub.application.port.in;

import io.twinhub.application.port.MessageFlow;
import io.twinhub.domain.access.Permission;
import io.twinhub.domain.access.Principal;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.message.event.EventPosition;
import io.twinhub.domain.message.event.HubEvent;
import io.twinhub.domain.message.event.PartitionState;
import java.util.function.Consumer;

/**
 * The events of the hub, as a back end reads them. Each method needs {@link Permission#SERVICE_CONNECT} and
 * throws a {@link HubException} if the principal lacks it.
 */
public interface ServiceEvents {

  /** How many partitions there are; they are numbered from 0. */
  int partitions(Principal principal);

  /** What a partition holds; refuses if there is no such partition. */
  PartitionState state(Principal principal, int partition);

  /**
   * The same, once the events of all changes that were answered before are in the partition; may wait for
   * them.
   */
  PartitionState settledState(Principal principal, int partition);

  /**
   * Reads a partition from {@code position} on, and then continues with new events; delivers as many as are
   * requested.
   *
   * @param taker called on a thread of the hub, one call at a time; must return at once
   * @throws HubException if there is no such partition, or the position lies beyond its end
   */
  MessageFlow read(
      Principal principal, int partition, EventPosition position, Consumer<HubEvent> taker);
}
