package io.twinhub.local.frontend.amqp.link;

/** A message that came, to be settled in one of two ways. Settling a second time does nothing. */
public interface Delivery {

  /** What came. */
  AmqpMessage message();

  /** Settles it: the hub has taken it. */
  void accept();

  /** Settles it: the hub does not take it. */
  void reject(AmqpCondition condition);
}
