package io.twinhub.local.frontend.amqp.link;

/** A delivery that the hub settles in one of two ways. Settling a second time does nothing. */
public interface Settleable {

  /** Settles it: the hub has done what was asked. */
  void accept();

  /** Settles it: the hub does not do it. */
  void reject(AmqpCondition condition);
}
