package io.twinhub.local.frontend.mqtt.codec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttPublishVariableHeader;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttSubAckMessage;
import io.netty.handler.codec.mqtt.MqttSubAckPayload;
import io.netty.handler.codec.mqtt.MqttUnsubAckMessage;
import java.util.List;

/** The packets that the hub sends. */
public final class HubPackets {
  private static final int CONNACK_HEADER = 0x20;
  private static final int CONNACK_LENGTH = 2;
  private static final int SESSION_PRESENT = 1;

  private HubPackets() {}

  /** CONNACK for an accepted client; {@code resumed} if its earlier subscriptions continue. */
  public static ByteBuf welcome(boolean resumed) {
    return connAck(resumed ? SESSION_PRESENT : 0, MqttConnectReturnCode.CONNECTION_ACCEPTED);
  }

  /** CONNACK for a refused client. */
  public static ByteBuf refusal(MqttConnectReturnCode code) {
    return connAck(0, code);
  }

  /**
   * Bytes, not a message: for a client that is refused because it asks for MQTT 5, the encoder would use the
   * MQTT 5 form.
   */
  private static ByteBuf connAck(int flags, MqttConnectReturnCode code) {
    return Unpooled.wrappedBuffer(
        new byte[] {CONNACK_HEADER, CONNACK_LENGTH, (byte) flags, code.byteValue()});
  }

  /** PUBACK for the client's packet {@code packetId}. */
  public static MqttMessage pubAck(int packetId) {
    return MqttMessageBuilders.pubAck().packetId(packetId).build();
  }

  /** SUBACK with the granted QoS of each filter, in the order of the request. */
  public static MqttMessage subAck(int packetId, List<MqttQoS> granted) {
    return new MqttSubAckMessage(
        header(MqttMessageType.SUBACK, MqttQoS.AT_MOST_ONCE),
        MqttMessageIdVariableHeader.from(packetId),
        new MqttSubAckPayload(granted.stream().map(MqttQoS::value).toList()));
  }

  /** UNSUBACK. */
  public static MqttMessage unsubAck(int packetId) {
    return new MqttUnsubAckMessage(
        header(MqttMessageType.UNSUBACK, MqttQoS.AT_MOST_ONCE),
        MqttMessageIdVariableHeader.from(packetId));
  }

  /** PUBLISH with QoS 0. */
  public static MqttMessage publish(String topic, byte[] payload) {
    return publish(topic, payload, MqttQoS.AT_MOST_ONCE, 0);
  }

  /** PUBLISH with QoS 1, to be acknowledged as {@code packetId}. */
  public static MqttMessage publish(String topic, byte[] payload, int packetId) {
    return publish(topic, payload, MqttQoS.AT_LEAST_ONCE, packetId);
  }

  private static MqttMessage publish(String topic, byte[] payload, MqttQoS qos, int packetId) {
    return new MqttPublishMessage(
        header(MqttMessageType.PUBLISH, qos),
        new MqttPublishVariableHeader(topic, packetId),
        Unpooled.wrappedBuffer(payload));
  }

  private static MqttFixedHeader header(MqttMessageType type, MqttQoS qos) {
    return new MqttFixedHeader(type, false, qos, false, 0);
  }
}
