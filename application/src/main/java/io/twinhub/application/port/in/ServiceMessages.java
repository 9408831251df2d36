package io.twinhub.application.port.in;

import io.twinhub.application.port.MessageFlow;
import io.twinhub.domain.access.Permission;
import io.twinhub.domain.access.Principal;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.CloudMessage;
import io.twinhub.domain.message.queue.FeedbackBatch;
import io.twinhub.domain.message.queue.LockToken;
import io.twinhub.domain.message.queue.Settlement;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Cloud-to-device messages, as a back end uses them. Each method needs {@link Permission#SERVICE_CONNECT} and
 * throws a {@link HubException} if the principal lacks it.
 */
public interface ServiceMessages {

  /**
   * Sends a message; when this returns, it is on disk. Refuses invalid messages, and messages for a full
   * queue.
   */
  void send(Principal principal, CloudMessage message);

  /**
   * Throws away all messages of a device or module; refuses if it is not registered.
   *
   * @return how many there were
   */
  int purge(Principal principal, TwinAddress address);

  /**
   * Takes feedback, as many batches as are requested.
   *
   * @param taker called on a thread of the hub or of a writer, one call at a time; must return at once
   */
  MessageFlow takeFeedback(Principal principal, Consumer<FeedbackBatch> taker);

  /** Hands out the first batch of feedback that is not held. */
  Optional<FeedbackBatch> receiveFeedback(Principal principal);

  /** Settles a batch of feedback; refuses if none is held under the token. */
  void settleFeedback(Principal principal, LockToken token, Settlement settlement);
}
