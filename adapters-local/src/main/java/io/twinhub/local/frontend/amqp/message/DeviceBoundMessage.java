package io.twinhub.local.frontend.amqp.message;

import io.twinhub.domain.message.Bytes;
import io.twinhub.domain.message.CloudMessage;
import io.twinhub.domain.message.queue.QueuedMessage;
import io.twinhub.local.frontend.amqp.link.AmqpMessage;
import io.twinhub.local.frontend.amqp.link.MessageId;
import io.twinhub.local.frontend.amqp.link.Unsigned;
import java.util.Optional;

/** A message as its device receives it. Source of the annotations: Azure IoT Edge and the device SDKs. */
final class DeviceBoundMessage {
  private DeviceBoundMessage() {}

  static AmqpMessage of(QueuedMessage queued) {
    CloudMessage message = queued.message();
    CloudMessage.SystemProperties system = message.system();
    AmqpMessage.Builder wire = AmqpMessage.builder()
        .to(Optional.of(message.to()))
        .messageId(system.messageId().map(MessageId::new))
        .correlationId(system.correlationId().map(MessageId::new))
        .userId(system.userId().map(Bytes::toArray))
        .contentType(system.contentType())
        .contentEncoding(system.contentEncoding())
        .expiry(system.expiry())
        .annotation("x-opt-lock-token", queued.token().toString())
        .annotation("x-opt-sequence-number", Unsigned.ulong(queued.sequence()))
        .annotation("iothub-enqueuedtime", queued.enqueued())
        .annotation("iothub-deliverycount", Unsigned.ubyte(queued.deliveryCount()))
        .body(message.body().toArray());
    system.ack().ifPresent(ack -> wire.property(SentMessage.ACK, ack.azureName()));
    message.properties().forEach(wire::property);
    return wire.build();
  }
}
