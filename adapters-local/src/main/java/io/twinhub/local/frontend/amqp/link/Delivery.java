package io.twinhub.local.frontend.amqp.link;

/** A message that was received. */
public interface Delivery extends Settleable {

  /** The message. */
  AmqpMessage message();
}
