package io.twinhub.azure.events;

import io.twinhub.application.port.MessageFlow;
import io.twinhub.application.port.out.EventLog;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.message.event.EventPosition;
import io.twinhub.domain.message.event.HubEvent;
import io.twinhub.domain.message.event.PartitionState;
import java.util.function.Consumer;

/** The events of an IoT hub, which a connection string of the hub does not reach. */
public final class AzureEventLog implements EventLog {

  @Override
  public int partitions() {
    throw unreachable();
  }

  @Override
  public PartitionState state(int partition) {
    throw unreachable();
  }

  @Override
  public MessageFlow read(int partition, EventPosition position, Consumer<HubEvent> taker) {
    throw unreachable();
  }

  private static HubException unreachable() {
    return new HubException(HubError.of(
        ErrorCode.NOT_IMPLEMENTED, "the events of an IoT hub are read from its event endpoint"));
  }
}
