package io.twinhub.application.message;

import io.twinhub.application.port.MessageFlow;
import io.twinhub.application.port.in.ServiceEvents;
import io.twinhub.application.port.out.EventLog;
import io.twinhub.domain.access.DataAction;
import io.twinhub.domain.access.Principal;
import io.twinhub.domain.message.event.EventPosition;
import io.twinhub.domain.message.event.HubEvent;
import io.twinhub.domain.message.event.PartitionState;
import java.util.function.Consumer;

/** Events for back ends: checks the permission, then asks the log. */
public final class ServiceEventService implements ServiceEvents {
  private final EventLog log;

  /** Reads {@code log}. */
  public ServiceEventService(EventLog log) {
    this.log = log;
  }

  @Override
  public int partitions(Principal principal) {
    principal.require(DataAction.EVENTS_READ);
    return log.partitions();
  }

  @Override
  public PartitionState state(Principal principal, int partition) {
    principal.require(DataAction.EVENTS_READ);
    return log.state(partition);
  }

  @Override
  public PartitionState settledState(Principal principal, int partition) {
    principal.require(DataAction.EVENTS_READ);
    return log.settledState(partition);
  }

  @Override
  public MessageFlow read(
      Principal principal, int partition, EventPosition position, Consumer<HubEvent> taker) {
    principal.require(DataAction.EVENTS_READ);
    return log.read(partition, position, taker);
  }
}
