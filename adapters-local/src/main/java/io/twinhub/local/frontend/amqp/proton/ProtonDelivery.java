package io.twinhub.local.frontend.amqp.proton;

import io.twinhub.local.frontend.amqp.link.AmqpCondition;
import io.twinhub.local.frontend.amqp.link.AmqpMessage;
import io.twinhub.local.frontend.amqp.link.Delivery;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.messaging.Accepted;
import org.apache.qpid.proton.amqp.messaging.Rejected;
import org.apache.qpid.proton.amqp.transport.DeliveryState;
import org.apache.qpid.proton.amqp.transport.ErrorCondition;

/** A message that came, whole. */
final class ProtonDelivery implements Delivery {
  private final org.apache.qpid.proton.engine.Delivery delivery;
  private final AmqpMessage message;
  private final EngineContext engine;

  ProtonDelivery(
      org.apache.qpid.proton.engine.Delivery delivery, AmqpMessage message, EngineContext engine) {
    this.delivery = delivery;
    this.message = message;
    this.engine = engine;
  }

  @Override
  public AmqpMessage message() {
    return message;
  }

  @Override
  public void accept() {
    settle(Accepted.getInstance());
  }

  @Override
  public void reject(AmqpCondition condition) {
    Rejected rejected = new Rejected();
    rejected.setError(
        new ErrorCondition(Symbol.valueOf(condition.name()), condition.description()));
    settle(rejected);
  }

  /** What the client sent settled needs no word. */
  private void settle(DeliveryState state) {
    if (!delivery.isSettled()) {
      if (!delivery.remotelySettled()) {
        delivery.disposition(state);
      }
      delivery.settle();
      engine.changed();
    }
  }
}
