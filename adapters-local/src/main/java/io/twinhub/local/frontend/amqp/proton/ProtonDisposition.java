package io.twinhub.local.frontend.amqp.proton;

import io.twinhub.local.frontend.amqp.link.Disposition;
import org.apache.qpid.proton.amqp.messaging.Accepted;
import org.apache.qpid.proton.amqp.messaging.Rejected;
import org.apache.qpid.proton.engine.Delivery;

/** A client's disposition of a message that it was sent. */
final class ProtonDisposition extends ProtonSettling implements Disposition {
  private final Outcome outcome;

  ProtonDisposition(Delivery delivery, EngineContext engine) {
    super(delivery, engine);
    if (delivery.getRemoteState() instanceof Accepted) {
      outcome = Outcome.ACCEPTED;
    } else {
      outcome = delivery.getRemoteState() instanceof Rejected ? Outcome.REJECTED : Outcome.RELEASED;
    }
  }

  @Override
  public Outcome outcome() {
    return outcome;
  }
}
