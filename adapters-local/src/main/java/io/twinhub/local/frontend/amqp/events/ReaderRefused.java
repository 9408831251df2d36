package io.twinhub.local.frontend.amqp.events;

import io.twinhub.local.frontend.amqp.link.AmqpCondition;

/** A reader was refused. Has no stack trace, since this is not a bug. */
final class ReaderRefused extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient AmqpCondition condition;

  ReaderRefused(AmqpCondition condition) {
    super(condition.description(), null, false, false);
    this.condition = condition;
  }

  /** The condition that its client receives. */
  AmqpCondition condition() {
    return condition;
  }
}
