package io.twinhub.local.frontend.amqp.link;

/** A delivery that the hub settles in one of two ways. Settling a second time does nothing. */
public interface Settleable {

  /** Settles it as accepted: the hub has done what was asked. */
  void accept();

  /** Settles it as rejected: the hub does not do what was asked. */
  void reject(AmqpCondition condition);
}
