package io.twinhub.local.frontend.amqp.proton;

import io.twinhub.local.frontend.amqp.link.AmqpMessage;
import io.twinhub.local.frontend.amqp.link.Delivery;

/** A complete message that was received. */
final class ProtonDelivery extends ProtonSettling implements Delivery {
  private final AmqpMessage message;

  ProtonDelivery(
      org.apache.qpid.proton.engine.Delivery delivery, AmqpMessage message, EngineContext engine) {
    super(delivery, engine);
    this.message = message;
  }

  @Override
  public AmqpMessage message() {
    return message;
  }
}
