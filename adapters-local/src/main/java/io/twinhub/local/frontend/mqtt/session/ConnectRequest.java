package io.twinhub.local.frontend.mqtt.session;

import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttVersion;
import io.twinhub.domain.error.ClientText;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.Bytes;
import io.twinhub.domain.message.event.DeviceMessage;
import io.twinhub.local.frontend.mqtt.topic.OwnTopics;
import io.twinhub.local.frontend.mqtt.topic.UserName;
import io.twinhub.local.frontend.net.ProtocolViolation;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The contents of a CONNECT, parsed and checked as far as the text alone allows.
 *
 * @param address the identity that the client claims
 * @param userName the parameters of the user name
 * @param sasToken the password, unless it is absent or empty, as with certificates
 * @param keepAliveSeconds 0 to 65,535, as the client sent it
 * @param cleanSession whether its subscriptions end with its connection
 * @param will the message that the hub sends if the connection ends without a DISCONNECT
 */
record ConnectRequest(
    TwinAddress address,
    UserName userName,
    Optional<String> sasToken,
    int keepAliveSeconds,
    boolean cleanSession,
    Optional<DeviceMessage> will) {

  /** How tokens begin, in any case; authentication checks their contents. */
  private static final String TOKEN_SCHEME = "SharedAccessSignature";

  private static final List<String> TOKEN_FIELDS = List.of("sr=", "sig=", "se=");

  /** Hides the token. */
  @Override
  public String toString() {
    return "CONNECT of " + address;
  }

  /**
   * The identity that the client claims.
   *
   * @throws ConnectRefused if the protocol version is not supported, or the client id is malformed
   */
  static TwinAddress claimed(MqttConnectMessage packet) {
    requireVersion(packet);
    return address(text(packet.payload().clientIdentifier()));
  }

  /**
   * Parses the {@code packet} of {@code address}.
   *
   * @throws ConnectRefused with the code for the CONNACK
   */
  static ConnectRequest of(MqttConnectMessage packet, TwinAddress address) {
    UserName userName = userName(text(packet.payload().userName()), address.toString());
    return new ConnectRequest(
        address,
        userName,
        password(packet.payload().passwordInBytes()),
        packet.variableHeader().keepAliveTimeSeconds(),
        packet.variableHeader().isCleanSession(),
        will(packet, address));
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

  private static Optional<DeviceMessage> will(MqttConnectMessage packet, TwinAddress address) {
    if (!packet.variableHeader().isWillFlag()) {
      return Optional.empty();
    }
    String topic = text(packet.payload().willTopic());
    String bag = new OwnTopics(address)
        .bag(topic)
        .orElseThrow(() -> unlawfulWill(" on '%s': only the device's own telemetry topic is allowed"
            .formatted(ClientText.shown(topic))));
    if (packet.variableHeader().willQos() > MqttQoS.AT_LEAST_ONCE.value()) {
      throw unlawfulWill(" with QoS 2");
    }
    byte[] payload = packet.payload().willMessageInBytes();
    boolean retain = packet.variableHeader().isWillRetain();
    try {
      return Optional.of(
          new Telemetry(bag, payload == null ? Bytes.EMPTY : Bytes.of(payload), retain).will());
    } catch (HubException broken) {
      throw unlawfulWill(": " + broken.getMessage());
    }
  }

  private static ConnectRefused unlawfulWill(String reason) {
    return new ConnectRefused(
        MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED, "will" + reason);
  }

  private static Optional<String> password(byte @Nullable [] bytes) {
    if (bytes == null || bytes.length == 0) {
      return Optional.empty();
    }
    String token = decoded(bytes);
    String[] words = token.strip().split(" +", 2);
    List<String> fields = List.of(words[words.length - 1].split("&", -1));
    if (!words[0].equalsIgnoreCase(TOKEN_SCHEME)
        || !TOKEN_FIELDS.stream().allMatch(name -> hasField(fields, name))) {
      throw malformed(
          "the password is not a token of the form SharedAccessSignature" + " sr=…&sig=…&se=…");
    }
    return Optional.of(token);
  }

  private static boolean hasField(List<String> fields, String name) {
    return fields.stream().anyMatch(field -> field.regionMatches(true, 0, name, 0, name.length()));
  }

  private static String decoded(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw malformed("the password is not text");
    }
  }

  private static ConnectRefused malformed(String reason) {
    return new ConnectRefused(
        MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USER_NAME_OR_PASSWORD, reason);
  }

  /** Netty returns null for an absent text. */
  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }
}
