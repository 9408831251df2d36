package io.twinhub.application.operation;

import io.twinhub.application.port.MessageFlow;
import io.twinhub.application.port.in.ServiceMessages;
import io.twinhub.application.port.out.OperationGate;
import io.twinhub.domain.access.Principal;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.CloudMessage;
import io.twinhub.domain.message.MessageTarget;
import io.twinhub.domain.message.queue.FeedbackBatch;
import io.twinhub.domain.message.queue.LockToken;
import io.twinhub.domain.message.queue.Settlement;
import io.twinhub.domain.operation.Caller;
import io.twinhub.domain.operation.Operation;
import io.twinhub.domain.operation.OperationKind;
import java.util.Optional;
import java.util.function.Consumer;

/** Cloud-to-device messages for back ends, behind the gate. */
public final class GatedMessages implements ServiceMessages {
  private final ServiceMessages messages;
  private final OperationGate gate;

  /** Leads to {@code messages} through {@code gate}. */
  public GatedMessages(ServiceMessages messages, OperationGate gate) {
    this.messages = messages;
    this.gate = gate;
  }

  @Override
  public void send(Principal principal, CloudMessage message) {
    Operation operation = new Operation(
        Caller.of(principal),
        OperationKind.SEND_MESSAGE,
        MessageTarget.find(message.to()),
        MessageTexts.detail(message),
        message.body().size());
    gate.perform(operation, () -> messages.send(principal, message));
  }

  @Override
  public int purge(Principal principal, TwinAddress address) {
    return gate.run(
        Operation.of(principal, OperationKind.PURGE, address),
        () -> messages.purge(principal, address),
        purged -> Counted.of(purged, "message"));
  }

  @Override
  public MessageFlow takeFeedback(Principal principal, Consumer<FeedbackBatch> taker) {
    return gate.run(feedback(principal, "take"), () -> messages.takeFeedback(principal, taker));
  }

  @Override
  public Optional<FeedbackBatch> receiveFeedback(Principal principal) {
    return gate.run(
        feedback(principal, "receive"),
        () -> messages.receiveFeedback(principal),
        batch -> batch.isPresent() ? Counted.of(batch.get().records().size(), "record") : "none");
  }

  @Override
  public void settleFeedback(Principal principal, LockToken token, Settlement settlement) {
    gate.perform(
        feedback(principal, MessageTexts.of(settlement)),
        () -> messages.settleFeedback(principal, token, settlement));
  }

  private static Operation feedback(Principal principal, String detail) {
    return Operation.of(principal, OperationKind.FEEDBACK).with(detail);
  }
}
