package io.twinhub.local.frontend.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.List;

/** The bytes of packets that clients send, written from MQTT 3.1.1, section 3, without any codec. */
final class ClientPackets {
  static final byte[] PINGREQ = {(byte) 0xC0, 0};
  static final byte[] DISCONNECT = {(byte) 0xE0, 0};

  static final String TOKEN = "SharedAccessSignature sr=hub.test%2Fdevices&sig=good&se=1";
  static final String WRONG_TOKEN = "SharedAccessSignature sig=wrong&se=1&sr=hub.test%2Fdevices";

  private static final int CLEAN_SESSION = 0x02;
  private static final int WILL = 0x04;
  private static final int PASSWORD = 0x40;
  private static final int USER_NAME = 0x80;

  private ClientPackets() {}

  /**
   * What a CONNECT holds.
   *
   * @param level 4 for MQTT 3.1.1
   * @param password absent if empty
   * @param willTopic no will if empty
   * @param cleanSession whether subscriptions end with the connection
   */
  record Connect(
      int level,
      int keepAliveSeconds,
      String clientId,
      String userName,
      String password,
      String willTopic,
      boolean cleanSession) {

    static Connect of(String clientId) {
      return new Connect(
          4, 240, clientId, "hub.test/" + clientId + "/?api-version=2021-04-12", TOKEN, "", true);
    }

    Connect level(int newLevel) {
      return new Connect(
          newLevel, keepAliveSeconds, clientId, userName, password, willTopic, cleanSession);
    }

    Connect keepAlive(int seconds) {
      return new Connect(level, seconds, clientId, userName, password, willTopic, cleanSession);
    }

    Connect userName(String newUserName) {
      return new Connect(
          level, keepAliveSeconds, clientId, newUserName, password, willTopic, cleanSession);
    }

    Connect password(String newPassword) {
      return new Connect(
          level, keepAliveSeconds, clientId, userName, newPassword, willTopic, cleanSession);
    }

    Connect willTopic(String topic) {
      return new Connect(
          level, keepAliveSeconds, clientId, userName, password, topic, cleanSession);
    }

    /** As all SDKs connect. */
    Connect keepingItsSession() {
      return new Connect(level, keepAliveSeconds, clientId, userName, password, willTopic, false);
    }

    byte[] bytes() {
      Body body = new Body().text(level == 3 ? "MQIsdp" : "MQTT").octet(level);
      int flags = (cleanSession ? CLEAN_SESSION : 0)
          | (userName.isEmpty() ? 0 : USER_NAME)
          | (password.isEmpty() ? 0 : PASSWORD)
          | (willTopic.isEmpty() ? 0 : WILL);
      body.octet(flags).number(keepAliveSeconds);
      if (level == 5) {
        body.octet(0);
      }
      body.text(clientId);
      if (!willTopic.isEmpty()) {
        body.text(willTopic).text("gone");
      }
      if (!userName.isEmpty()) {
        body.text(userName);
      }
      if (!password.isEmpty()) {
        body.text(password);
      }
      return body.packet(0x10);
    }
  }

  /** PUBLISH; {@code packetId} is written only with a QoS of 1 or 2. */
  static byte[] publish(String topic, String payload, int qos, int packetId) {
    return publish(topic, payload.getBytes(UTF_8), qos, packetId);
  }

  static byte[] publish(String topic, byte[] payload, int qos, int packetId) {
    Body body = new Body().text(topic);
    if (qos > 0) {
      body.number(packetId);
    }
    return body.raw(payload).packet(0x30 | qos << 1);
  }

  static byte[] subscribe(int packetId, int qos, String... filters) {
    Body body = new Body().number(packetId);
    List.of(filters).forEach(filter -> body.text(filter).octet(qos));
    return body.packet(0x82);
  }

  static byte[] unsubscribe(int packetId, String... filters) {
    Body body = new Body().number(packetId);
    List.of(filters).forEach(body::text);
    return body.packet(0xA2);
  }

  static byte[] pubAck(int packetId) {
    return new Body().number(packetId).packet(0x40);
  }

  /** Packets that travel together. */
  static byte[] joined(byte[]... packets) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    List.of(packets).forEach(bytes::writeBytes);
    return bytes.toByteArray();
  }

  /** The variable header and payload of a packet. */
  private static final class Body {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Body octet(int value) {
      bytes.write(value);
      return this;
    }

    Body number(int value) {
      return octet(value >> 8).octet(value);
    }

    Body text(String text) {
      byte[] utf8 = text.getBytes(UTF_8);
      return number(utf8.length).raw(utf8);
    }

    Body raw(byte[] more) {
      bytes.writeBytes(more);
      return this;
    }

    byte[] packet(int firstByte) {
      ByteArrayOutputStream packet = new ByteArrayOutputStream();
      packet.write(firstByte);
      int length = bytes.size();
      do {
        packet.write(length > 127 ? (length & 127) | 128 : length);
        length >>= 7;
      } while (length > 0);
      packet.writeBytes(bytes.toByteArray());
      return packet.toByteArray();
    }
  }
}
