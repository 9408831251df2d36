package io.twinhub.application.operation;

import io.twinhub.application.port.in.DeviceMessages;
import io.twinhub.application.port.out.OperationGate;
import io.twinhub.domain.access.Principal;
import io.twinhub.domain.message.event.DeviceMessage;
import io.twinhub.domain.message.queue.LockToken;
import io.twinhub.domain.message.queue.QueuedMessage;
import io.twinhub.domain.message.queue.Settlement;
import io.twinhub.domain.operation.Operation;
import io.twinhub.domain.operation.OperationKind;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Messages of devices without a connection, behind the gate. */
public final class GatedInbox implements DeviceMessages {
  private final DeviceMessages messages;
  private final OperationGate gate;

  /** Leads to {@code messages} through {@code gate}. */
  public GatedInbox(DeviceMessages messages, OperationGate gate) {
    this.messages = messages;
    this.gate = gate;
  }

  @Override
  public Optional<QueuedMessage> receive(Principal.Device device, Duration lock) {
    return gate.run(
        operation(device, OperationKind.DELIVER_MESSAGE),
        () -> messages.receive(device, lock),
        received -> received.map(found -> MessageTexts.detail(found.message())).orElse("none"));
  }

  @Override
  public void settle(Principal.Device device, LockToken token, Settlement settlement) {
    gate.perform(
        operation(device, OperationKind.SETTLE_MESSAGE).with(MessageTexts.of(settlement)),
        () -> messages.settle(device, token, settlement));
  }

  @Override
  public CompletableFuture<Void> send(Principal.Device device, DeviceMessage message) {
    return gate.start(
        operation(device, OperationKind.SEND_EVENT)
            .with(MessageTexts.detail(message))
            .sized(message.size()),
        () -> messages.send(device, message),
        sent -> "");
  }

  private static Operation operation(Principal.Device device, OperationKind kind) {
    return Operation.of(device, kind, device.address());
  }
}
