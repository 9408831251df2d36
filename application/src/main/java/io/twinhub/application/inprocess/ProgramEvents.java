package io.twinhub.application.inprocess;

import static io.twinhub.application.inprocess.InProcessPorts.PROGRAM;

import io.twinhub.application.port.MessageFlow;
import io.twinhub.application.port.in.ServiceEvents;
import io.twinhub.application.port.out.EventLog;
import io.twinhub.domain.message.event.EventPosition;
import io.twinhub.domain.message.event.HubEvent;
import io.twinhub.domain.message.event.PartitionState;
import java.util.function.Consumer;

/**
 * Events, as a program in the process of the hub reads them.
 *
 * @param events the events for back ends
 */
record ProgramEvents(ServiceEvents events) implements EventLog {

  @Override
  public int partitions() {
    return events.partitions(PROGRAM);
  }

  @Override
  public PartitionState state(int partition) {
    return events.state(PROGRAM, partition);
  }

  @Override
  public PartitionState settledState(int partition) {
    return events.settledState(PROGRAM, partition);
  }

  @Override
  public MessageFlow read(int partition, EventPosition position, Consumer<HubEvent> taker) {
    return events.read(PROGRAM, partition, position, taker);
  }
}
