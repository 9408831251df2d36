package io.twinhub.local.frontend.mqtt.session;

import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.message.Bytes;
import io.twinhub.domain.message.event.DeviceMessage;
import io.twinhub.local.frontend.mqtt.topic.PropertyBag;
import io.twinhub.local.frontend.telemetry.IncomingMessage;

/**
 * A device-to-cloud message as published.
 *
 * @param bag its properties, as written in the topic
 * @param body the payload, of any content
 * @param retain whether the client asked the broker to retain it, which the hub does not do
 */
record Telemetry(String bag, Bytes body, boolean retain) {
  /** The property that tells readers that the client set the retain flag. Source: Azure's page on MQTT. */
  private static final String RETAIN = "mqtt-retain";

  static Telemetry of(String bag, MqttPublishMessage packet) {
    return new Telemetry(
        bag,
        Bytes.of(ByteBufUtil.getBytes(packet.payload())),
        packet.fixedHeader().isRetain());
  }

  /**
   * The message.
   *
   * @throws HubException if its properties are broken, or it is too large
   */
  DeviceMessage message() {
    IncomingMessage incoming = new IncomingMessage();
    PropertyBag.read(bag, incoming);
    DeviceMessage message = incoming.with(body);
    return retain ? message.with(RETAIN, "true") : message;
  }

  /** The message that the hub sends if the connection ends without a DISCONNECT. */
  DeviceMessage will() {
    return message().with(IncomingMessage.MESSAGE_TYPE, "Will");
  }
}
