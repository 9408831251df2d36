package io.twinhub.local.frontend.amqp.link;

/** A message that came. */
public interface Delivery extends Settleable {

  /** What came. */
  AmqpMessage message();
}
