package io.twinhub.local.frontend.amqp.link;

import io.twinhub.local.frontend.net.ProtocolViolation;
import java.util.List;

/** A message that was received, or a batch of them. */
public interface Delivery extends Settleable {

  /** The message; of a batch, what is around it. */
  AmqpMessage message();

  /** How many messages there are: one, or as many as the batch holds. */
  int size();

  /** How many bytes came. */
  int bytes();

  /**
   * The messages: the one, or those of the batch, in order. They are taken apart now, which costs time: call it on the
   * serial executor.
   *
   * @throws ProtocolViolation if one of a batch is no message
   */
  List<AmqpMessage> messages();
}
