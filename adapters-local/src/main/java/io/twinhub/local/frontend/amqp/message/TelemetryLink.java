package io.twinhub.local.frontend.amqp.message;

import io.twinhub.application.port.ConnectionDropped;
import io.twinhub.application.port.DeviceConnection;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.message.event.DeviceMessage;
import io.twinhub.local.frontend.amqp.link.AmqpCondition;
import io.twinhub.local.frontend.amqp.link.AmqpLink;
import io.twinhub.local.frontend.amqp.link.Delivery;
import io.twinhub.local.frontend.amqp.link.LinkUser;
import io.twinhub.local.frontend.net.ProtocolViolation;
import io.twinhub.local.frontend.telemetry.Sending;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The link on which a device or module sends messages to the cloud. A message, or a batch as a whole, is accepted when
 * it is on disk; the client may send one more only then.
 */
public final class TelemetryLink implements LinkUser {
  private static final Logger LOG = LoggerFactory.getLogger(TelemetryLink.class);

  private final AmqpLink link;
  private final DeviceConnection connection;
  private final Turns turns;
  private final Consumer<DeviceMessage> sent;

  /**
   * Takes messages from {@code link}.
   *
   * @param sent told of each message that is on its way to disk
   */
  public TelemetryLink(
      AmqpLink link, DeviceConnection connection, Turns turns, Consumer<DeviceMessage> sent) {
    this.link = link;
    this.connection = connection;
    this.turns = turns;
    this.sent = sent;
  }

  @Override
  public void received(Delivery delivery) {
    if (!turns.ordered().takeLasting(delivery.bytes(), () -> send(delivery))) {
      delivery.reject(Turns.BUSY);
      link.replenish();
    }
  }

  /** Serial executor. */
  private CompletableFuture<Void> send(Delivery delivery) {
    return begun(delivery)
        .whenComplete((done, failure) -> turns.onLoop(() -> settle(delivery, failure)));
  }

  private CompletableFuture<Void> begun(Delivery delivery) {
    try {
      Sending.requireCount(delivery.size());
      List<DeviceMessage> messages =
          delivery.messages().stream().map(TelemetryMessage::read).toList();
      CompletableFuture<Void> sending = Sending.all(messages, connection::send);
      messages.forEach(sent);
      return sending;
    } catch (HubException | ProtocolViolation refusal) {
      return CompletableFuture.failedFuture(refusal);
    }
  }

  private void settle(Delivery delivery, @Nullable Throwable met) {
    Throwable failure = Sending.cause(met);
    if (failure instanceof ConnectionDropped dropped) {
      turns.ordered().drop(dropped);
      return;
    }
    if (failure instanceof ProtocolViolation violation) {
      link.detach(new AmqpCondition(
          AmqpCondition.DECODE, Optional.ofNullable(violation.getMessage()).orElse("")));
      return;
    }
    if (failure == null) {
      delivery.accept();
    } else {
      HubException refusal = refusal(failure);
      turns.log().accept(refusal);
      delivery.reject(AmqpCondition.of(refusal));
    }
    link.replenish();
  }

  private static HubException refusal(Throwable failure) {
    if (failure instanceof HubException refusal) {
      return refusal;
    }
    LOG.error("a message of a device could not be stored", failure);
    return new HubException(
        HubError.of(ErrorCode.SERVER_ERROR, "the hub failed; its log says why"));
  }
}
