package io.twinhub.application.message;

import io.twinhub.application.port.MessageFlow;
import io.twinhub.application.port.in.ServiceMessages;
import io.twinhub.application.port.out.CloudMessages;
import io.twinhub.domain.access.DataAction;
import io.twinhub.domain.access.Principal;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.CloudMessage;
import io.twinhub.domain.message.queue.FeedbackBatch;
import io.twinhub.domain.message.queue.LockToken;
import io.twinhub.domain.message.queue.Settlement;
import java.util.Optional;
import java.util.function.Consumer;

/** Messages for back ends: checks the permission, then asks the hub. */
public final class ServiceMessageService implements ServiceMessages {
  private final CloudMessages messages;

  /** Sends and reads through {@code messages}. */
  public ServiceMessageService(CloudMessages messages) {
    this.messages = messages;
  }

  @Override
  public void send(Principal principal, CloudMessage message) {
    principal.require(DataAction.CLOUD_TO_DEVICE_MESSAGES_SEND);
    messages.send(message);
  }

  @Override
  public int purge(Principal principal, TwinAddress address) {
    principal.require(DataAction.CLOUD_TO_DEVICE_MESSAGES_PURGE);
    return messages.purge(address);
  }

  @Override
  public MessageFlow takeFeedback(Principal principal, Consumer<FeedbackBatch> taker) {
    principal.require(DataAction.CLOUD_TO_DEVICE_MESSAGES_FEEDBACK);
    return messages.takeFeedback(taker);
  }

  @Override
  public Optional<FeedbackBatch> receiveFeedback(Principal principal) {
    principal.require(DataAction.CLOUD_TO_DEVICE_MESSAGES_FEEDBACK);
    return messages.receiveFeedback();
  }

  @Override
  public void settleFeedback(Principal principal, LockToken token, Settlement settlement) {
    principal.require(DataAction.CLOUD_TO_DEVICE_MESSAGES_FEEDBACK);
    messages.settleFeedback(token, settlement);
  }
}
