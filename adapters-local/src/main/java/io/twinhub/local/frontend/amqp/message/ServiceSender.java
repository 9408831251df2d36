package io.twinhub.local.frontend.amqp.message;

import io.twinhub.application.port.in.ServiceMessages;
import io.twinhub.domain.access.Principal;
import io.twinhub.domain.error.HubException;
import io.twinhub.local.frontend.amqp.link.AmqpCondition;
import io.twinhub.local.frontend.amqp.link.AmqpLink;
import io.twinhub.local.frontend.amqp.link.AmqpMessage;
import io.twinhub.local.frontend.amqp.link.Delivery;
import io.twinhub.local.frontend.amqp.link.LinkUser;

/** The link on which a back end sends messages to devices. A message is accepted when it is on disk. */
public final class ServiceSender implements LinkUser {
  private final AmqpLink link;
  private final ServiceMessages hub;
  private final Principal sender;
  private final Turns turns;

  /** Takes messages from {@code link}. */
  public ServiceSender(AmqpLink link, ServiceMessages hub, Principal sender, Turns turns) {
    this.link = link;
    this.hub = hub;
    this.sender = sender;
    this.turns = turns;
  }

  @Override
  public void received(Delivery delivery) {
    AmqpMessage message = delivery.message();
    if (!turns.ordered().take(message.body().length, () -> send(message, delivery))) {
      delivery.reject(Turns.BUSY);
      link.replenish();
    }
  }

  /** Serial executor. */
  private void send(AmqpMessage message, Delivery delivery) {
    Runnable answer;
    try {
      hub.send(sender, SentMessage.read(message));
      answer = delivery::accept;
    } catch (HubException refusal) {
      turns.log().accept(refusal);
      answer = () -> delivery.reject(AmqpCondition.of(refusal));
    }
    Runnable settle = answer;
    turns.onLoop(() -> {
      settle.run();
      link.replenish();
    });
  }
}
