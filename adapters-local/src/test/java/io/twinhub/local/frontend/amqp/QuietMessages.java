package io.twinhub.local.frontend.amqp;

import io.twinhub.application.port.MessageFlow;
import io.twinhub.application.port.in.ServiceMessages;
import io.twinhub.domain.access.Principal;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.CloudMessage;
import io.twinhub.domain.message.queue.FeedbackBatch;
import io.twinhub.domain.message.queue.LockToken;
import io.twinhub.domain.message.queue.Settlement;
import io.twinhub.local.frontend.twin.FakeHub;
import java.util.Optional;
import java.util.function.Consumer;

/** A hub without devices, and so without messages. */
final class QuietMessages implements ServiceMessages {
  @Override
  public void send(Principal principal, CloudMessage message) {
    throw new HubException(RequestError.unavailable("no messages"));
  }

  @Override
  public int purge(Principal principal, TwinAddress address) {
    return 0;
  }

  @Override
  public MessageFlow takeFeedback(Principal principal, Consumer<FeedbackBatch> taker) {
    return FakeHub.noMessages();
  }

  @Override
  public Optional<FeedbackBatch> receiveFeedback(Principal principal) {
    return Optional.empty();
  }

  @Override
  public void settleFeedback(Principal principal, LockToken token, Settlement settlement) {}
}
