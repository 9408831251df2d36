package io.twinhub.local.frontend.amqp.proton;

import io.twinhub.local.frontend.amqp.link.AmqpCondition;
import io.twinhub.local.frontend.amqp.link.Settleable;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.messaging.Accepted;
import org.apache.qpid.proton.amqp.messaging.Rejected;
import org.apache.qpid.proton.amqp.transport.DeliveryState;
import org.apache.qpid.proton.amqp.transport.ErrorCondition;
import org.apache.qpid.proton.engine.Delivery;

/** Settles deliveries of either direction. */
class ProtonSettling implements Settleable {
  private final Delivery delivery;
  private final EngineContext engine;

  ProtonSettling(Delivery delivery, EngineContext engine) {
    this.delivery = delivery;
    this.engine = engine;
  }

  @Override
  public final void accept() {
    settle(Accepted.getInstance());
  }

  @Override
  public final void reject(AmqpCondition condition) {
    Rejected rejected = new Rejected();
    rejected.setError(
        new ErrorCondition(Symbol.valueOf(condition.name()), condition.description()));
    settle(rejected);
  }

  /** A delivery that the client has settled needs no outcome. */
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
