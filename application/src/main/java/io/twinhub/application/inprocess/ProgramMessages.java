package io.twinhub.application.inprocess;

import static io.twinhub.application.inprocess.InProcessPorts.PROGRAM;

import io.twinhub.application.port.MessageFlow;
import io.twinhub.application.port.in.ServiceMessages;
import io.twinhub.application.port.out.CloudMessages;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.CloudMessage;
import io.twinhub.domain.message.queue.FeedbackBatch;
import io.twinhub.domain.message.queue.LockToken;
import io.twinhub.domain.message.queue.Settlement;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Cloud-to-device messages, as a program in the process of the hub uses them.
 *
 * @param messages the messages for back ends
 */
record ProgramMessages(ServiceMessages messages) implements CloudMessages {

  @Override
  public void send(CloudMessage message) {
    messages.send(PROGRAM, message);
  }

  @Override
  public int purge(TwinAddress address) {
    return messages.purge(PROGRAM, address);
  }

  @Override
  public MessageFlow takeFeedback(Consumer<FeedbackBatch> taker) {
    return messages.takeFeedback(PROGRAM, taker);
  }

  @Override
  public Optional<FeedbackBatch> receiveFeedback() {
    return messages.receiveFeedback(PROGRAM);
  }

  @Override
  public void settleFeedback(LockToken token, Settlement settlement) {
    messages.settleFeedback(PROGRAM, token, settlement);
  }
}
