package io.twinhub.local.frontend.mqtt.session;

import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttVersion;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.local.frontend.mqtt.topic.OwnTopics;
import io.twinhub.local.frontend.mqtt.topic.ProtocolViolation;
import io.twinhub.local.frontend.mqtt.topic.UserName;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a CONNECT asks for, taken apart and checked as far as its text goes.
 *
 * @param address who the client says that it is
 * @param userName the parameters of the user name
 * @param sasToken the password, unless it is absent or empty, as with certificates
 * @param keepAliveSeconds 0 to 65,535, as the client said
 */
record ConnectRequest(
    TwinAddress address, UserName userName, Optional<String> sasToken, int keepAliveSeconds) {

  /** Hides the token. */
  @Override
  public String toString() {
    return "CONNECT of " + address;
  }

  /**
   * Takes {@code packet} apart.
   *
   * @throws ConnectRefused with the code for the CONNACK
   */
  static ConnectRequest of(MqttConnectMessage packet) {
    requireVersion(packet);
    String clientId = text(packet.payload().clientIdentifier());
    TwinAddress address = address(clientId);
    UserName userName = userName(text(packet.payload().userName()), clientId);
    requireOwnWill(packet, address);
    return new ConnectRequest(
        address,
        userName,
        password(packet.payload().passwordInBytes()),
        packet.variableHeader().keepAliveTimeSeconds());
  }

  private static void requireVersion(MqttConnectMessage packet) {
    int level = packet.variableHeader().version();
    if (level != MqttVersion.MQTT_3_1_1.protocolLevel()) {
      throw new ConnectRefused(
          MqttConnectReturnCode.CONNECTION_REFUSED_UNACCEPTABLE_PROTOCOL_VERSION,
          "protocol level %d: this hub speaks MQTT 3.1.1, level 4".formatted(level));
    }
  }

  private static TwinAddress address(String clientId) {
    int slash = clientId.indexOf('/');
    try {
      return slash < 0
          ? TwinAddress.device(clientId)
          : TwinAddress.module(clientId.substring(0, slash), clientId.substring(slash + 1));
    } catch (HubException e) {
      throw ConnectRefused.of(e);
    }
  }

  private static UserName userName(String userName, String clientId) {
    try {
      return UserName.parse(userName, clientId);
    } catch (ProtocolViolation e) {
      throw malformed(String.valueOf(e.getMessage()));
    }
  }

  private static void requireOwnWill(MqttConnectMessage packet, TwinAddress address) {
    if (!packet.variableHeader().isWillFlag()) {
      return;
    }
    String topic = text(packet.payload().willTopic());
    if (!new OwnTopics(address).isTelemetry(topic)) {
      throw new ConnectRefused(
          MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED,
          "will on '%s': only the own telemetry topic may be named"
              .formatted(ProtocolViolation.shown(topic)));
    }
    if (packet.variableHeader().willQos() > MqttQoS.AT_LEAST_ONCE.value()) {
      throw new ConnectRefused(
          MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED, "will with QoS 2");
    }
  }

  private static Optional<String> password(byte @org.jspecify.annotations.Nullable [] bytes) {
    if (bytes == null || bytes.length == 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      throw malformed("the password is not text");
    }
  }

  private static ConnectRefused malformed(String reason) {
    return new ConnectRefused(
        MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USER_NAME_OR_PASSWORD, reason);
  }

  /** Netty's word for an absent text is null. */
  private static String text(@org.jspecify.annotations.Nullable String text) {
    return text == null ? "" : text;
  }
}
