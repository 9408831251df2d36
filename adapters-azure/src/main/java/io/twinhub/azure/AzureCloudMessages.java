package io.twinhub.azure;

import io.twinhub.application.port.MessageFlow;
import io.twinhub.application.port.out.CloudMessages;
import io.twinhub.azure.messages.FeedbackReader;
import io.twinhub.azure.messages.MessageSender;
import io.twinhub.azure.rest.RestCall;
import io.twinhub.domain.document.Members;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.CloudMessage;
import io.twinhub.domain.message.queue.FeedbackBatch;
import io.twinhub.domain.message.queue.LockToken;
import io.twinhub.domain.message.queue.Settlement;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Cloud-to-device messages of a hub: the service SDK sends them and reads their feedback over AMQP; purging
 * goes over REST.
 */
final class AzureCloudMessages implements CloudMessages, AutoCloseable {
  private final ServiceRest rest;
  private final MessageSender sender;
  private final FeedbackReader feedback;

  AzureCloudMessages(ServiceRest rest, FeedbackReader.Settings settings) {
    this.rest = rest;
    this.sender = new MessageSender(settings.login(), settings.trust(), settings.answerWait());
    this.feedback = new FeedbackReader(settings);
  }

  @Override
  public void send(CloudMessage message) {
    sender.send(message);
  }

  @Override
  public int purge(TwinAddress address) {
    long purged = Members.of(
            rest.send(RestCall.delete(rest.routes().commands(address))).object())
        .number("totalMessagesPurged");
    return Math.toIntExact(purged);
  }

  @Override
  public MessageFlow takeFeedback(Consumer<FeedbackBatch> taker) {
    return feedback.take(taker);
  }

  /**
   * Receiving feedback one by one needs a separate route, which the SDK does not know and a local hub does
   * not have.
   */
  @Override
  public Optional<FeedbackBatch> receiveFeedback() {
    throw new HubException(HubError.of(
        ErrorCode.NOT_IMPLEMENTED,
        "feedback comes over AMQP here; take it as it comes (takeFeedback)"));
  }

  @Override
  public void settleFeedback(LockToken token, Settlement settlement) {
    feedback.settle(token, settlement);
  }

  @Override
  public void close() {
    sender.close();
    feedback.close();
  }
}
