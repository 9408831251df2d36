package io.twinhub.local.frontend.mqtt.session;

import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.message.Bytes;
import io.twinhub.domain.message.event.DeviceMessage;
import io.twinhub.local.frontend.mqtt.topic.PropertyBag;
import io.twinhub.local.frontend.telemetry.IncomingMessage;

/**
 * A message to the cloud as it was published.
 *
 * @param bag its properties, as they stand in the topic
 * @param payload its body
 * @param retain whether the client wanted the broker to keep it, which this one does not
 */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere, and read once
record Telemetry(String bag, byte[] payload, boolean retain) {
  /** Tells readers that the client set the retain flag. Source: Azure's page on MQTT. */
  private static final String RETAIN = "mqtt-retain";

  static Telemetry of(String bag, MqttPublishMessage packet) {
    return new Telemetry(
        bag, ByteBufUtil.getBytes(packet.payload()), packet.fixedHeader().isRetain());
  }

  /**
   * The message.
   *
   * @throws HubException if its properties are broken, or it is too large
   */
  DeviceMessage message() {
    IncomingMessage incoming = new IncomingMessage();
    PropertyBag.read(bag, incoming);
    DeviceMessage message = incoming.with(Bytes.of(payload));
    return retain ? message.with(RETAIN, "true") : message;
  }

  /** The message that the hub sends when its client is gone without a word. */
  DeviceMessage will() {
    return message().with(IncomingMessage.MESSAGE_TYPE, "Will");
  }
}
