package io.twinhub.application.operation;

import io.twinhub.application.port.MessageFlow;
import io.twinhub.application.port.in.ServiceEvents;
import io.twinhub.application.port.out.OperationGate;
import io.twinhub.domain.access.Principal;
import io.twinhub.domain.message.event.EventPosition;
import io.twinhub.domain.message.event.HubEvent;
import io.twinhub.domain.message.event.PartitionState;
import io.twinhub.domain.operation.Operation;
import io.twinhub.domain.operation.OperationKind;
import java.util.function.Consumer;

/** Events for back ends, behind the gate. */
public final class GatedEvents implements ServiceEvents {
  private final ServiceEvents events;
  private final OperationGate gate;

  /** Leads to {@code events} through {@code gate}. */
  public GatedEvents(ServiceEvents events, OperationGate gate) {
    this.events = events;
    this.gate = gate;
  }

  @Override
  public int partitions(Principal principal) {
    return gate.run(
        operation(principal, "the number of partitions"), () -> events.partitions(principal));
  }

  @Override
  public PartitionState state(Principal principal, int partition) {
    return gate.run(
        operation(principal, "the state of partition " + partition),
        () -> events.state(principal, partition));
  }

  @Override
  public PartitionState settledState(Principal principal, int partition) {
    return gate.run(
        operation(principal, "the state of partition " + partition),
        () -> events.settledState(principal, partition));
  }

  @Override
  public MessageFlow read(
      Principal principal, int partition, EventPosition position, Consumer<HubEvent> taker) {
    return gate.run(
        operation(principal, "partition " + partition),
        () -> events.read(principal, partition, position, taker));
  }

  private static Operation operation(Principal principal, String what) {
    return Operation.of(principal, OperationKind.READ_EVENTS).with(what);
  }
}
