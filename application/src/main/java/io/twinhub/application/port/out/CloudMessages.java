package io.twinhub.application.port.out;

import io.twinhub.application.port.MessageFlow;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.CloudMessage;
import io.twinhub.domain.message.MessageError;
import io.twinhub.domain.message.queue.FeedbackBatch;
import io.twinhub.domain.message.queue.LockToken;
import io.twinhub.domain.message.queue.Settlement;
import java.util.Optional;
import java.util.function.Consumer;

/** Messages to the devices of a hub, and the feedback on them, as back ends use both. */
public interface CloudMessages {

  /**
   * Puts a message into the queue of the device or module that {@link CloudMessage#to} names. When this
   * returns, the message is on disk. The message also waits for a device that is disconnected or disabled.
   *
   * @throws HubException with a {@link MessageError}, or if there is no such device or module
   */
  void send(CloudMessage message);

  /**
   * Throws away all messages of a device or module, including those that it holds.
   *
   * @return how many there were
   * @throws HubException if there is no such device or module
   */
  int purge(TwinAddress address);

  /**
   * Takes feedback, as many batches as are {@linkplain MessageFlow#request requested}, in order. All readers
   * of a hub compete.
   *
   * @param taker called on a thread of the hub or of a writer, one call at a time; must return at once
   */
  MessageFlow takeFeedback(Consumer<FeedbackBatch> taker);

  /** Hands out the first batch of feedback that is not held; returns at once. */
  Optional<FeedbackBatch> receiveFeedback();

  /**
   * Settles a batch of feedback.
   *
   * @throws HubException with {@link MessageError#lockLost} if none is held under the token
   */
  void settleFeedback(LockToken token, Settlement settlement);
}
