package io.twinhub.benchmark;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A device that speaks just enough MQTT 3.1.1. */
public final class RawMqttDevice implements RawDevice {
  private static final int CONNECT = 0x10;
  private static final int SUBSCRIBE = 0x82;
  private static final int PUBLISH = 0x30;
  private static final int PUBLISH_AT_LEAST_ONCE = 0x32;
  private static final int CONNECT_FLAGS = 0xC2;
  private static final int PUBACK = 0x40;
  private static final int KIND = 0xF0;
  private static final int AT_LEAST_ONCE = 0b10;
  private static final int BYTE = 0xFF;
  private static final int LOW_BITS = 0x7F;
  private static final int BITS = 7;
  private static final String ANSWERS = "$iothub/twin/res/";
  private static final String CALLS = "$iothub/methods/POST/";
  private static final int STATUS_DIGITS = 3;

  private final Socket socket;
  private final DataInputStream in;

  /** Connects, and subscribes to answers and to desired properties. */
  public RawMqttDevice(Socket socket, String id, String token) throws IOException {
    this.socket = socket;
    this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    send(CONNECT, body -> {
      body.writeUTF("MQTT");
      body.write(4);
      body.write(CONNECT_FLAGS);
      body.writeShort(0);
      body.writeUTF(id);
      body.writeUTF("127.0.0.1/" + id + "/?api-version=2021-04-12");
      body.writeUTF(token);
    });
    byte[] welcome = read();
    if (welcome[welcome.length - 1] != 0) {
      throw new IOException("CONNECT of %s refused".formatted(id));
    }
    subscribe("$iothub/twin/res/#", "$iothub/twin/PATCH/properties/desired/#");
  }

  private void subscribe(String... filters) throws IOException {
    subscribe(0, filters);
  }

  private void subscribe(int quality, String... filters) throws IOException {
    send(SUBSCRIBE, body -> {
      body.writeShort(1);
      for (String filter : filters) {
        body.writeUTF(filter);
        body.write(quality);
      }
    });
    read();
  }

  /** Subscribes to what {@link #awaitEcho()} waits for, at least once. */
  public void expectEchoes(String filter) throws IOException {
    subscribe(1, filter);
  }

  /** Reads packets until one is a message, which it acknowledges if that is asked for. */
  public void awaitEcho() throws IOException {
    while (true) {
      int first = in.readUnsignedByte();
      byte[] packet = rest();
      if ((first & KIND) == PUBLISH) {
        if ((first & AT_LEAST_ONCE) != 0) {
          int id = 2 + (((packet[0] & BYTE) << Byte.SIZE) | (packet[1] & BYTE));
          send(PUBACK, body -> body.write(packet, id, 2));
        }
        return;
      }
    }
  }

  /** Subscribes to method calls. */
  void takeCalls() throws IOException {
    subscribe("$iothub/methods/POST/#");
  }

  /** Waits for the next packet and answers it if it is a method call; whether it was one. */
  boolean answerNext() throws IOException {
    String topic = new DataInputStream(new ByteArrayInputStream(read())).readUTF();
    if (!topic.startsWith(CALLS)) {
      return false;
    }
    send(PUBLISH, body -> {
      body.writeUTF("$iothub/methods/res/200/" + topic.substring(topic.indexOf('?')));
      body.writeBytes("{}");
    });
    return true;
  }

  /** Sends a message at least once, without waiting for its acknowledgement. */
  public void publish(String topic, int packetId, byte[] message) throws IOException {
    send(PUBLISH_AT_LEAST_ONCE, body -> {
      body.writeUTF(topic);
      body.writeShort(packetId);
      body.write(message);
    });
  }

  /** Waits for the next acknowledgement; the id of the packet. */
  int acknowledged() throws IOException {
    return new DataInputStream(new ByteArrayInputStream(read())).readUnsignedShort();
  }

  @Override
  public int report(byte[] document) throws IOException {
    send(PUBLISH, body -> {
      body.writeUTF("$iothub/twin/PATCH/properties/reported/?$rid=1");
      body.write(document);
    });
    return Integer.parseInt(after(ANSWERS).substring(0, STATUS_DIGITS));
  }

  @Override
  public void awaitChange() throws IOException {
    after("$iothub/twin/PATCH/properties/desired/");
  }

  /** What follows {@code topic} in the next packet. */
  private String after(String topic) throws IOException {
    String text = new String(read(), StandardCharsets.UTF_8).substring(2);
    if (!text.startsWith(topic)) {
      throw new IOException("%s expected, but it was %s".formatted(topic, text));
    }
    return text.substring(topic.length());
  }

  /** The next packet without its fixed header. */
  private byte[] read() throws IOException {
    in.readUnsignedByte();
    return rest();
  }

  private byte[] rest() throws IOException {
    int length = 0;
    int shift = 0;
    int part;
    do {
      part = in.readUnsignedByte();
      length |= (part & LOW_BITS) << shift;
      shift += BITS;
    } while (part > LOW_BITS);
    return in.readNBytes(length);
  }

  /** Writes the body of a packet. */
  private interface Body {
    void write(DataOutputStream to) throws IOException;
  }

  private synchronized void send(int first, Body body) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    body.write(new DataOutputStream(bytes));
    ByteArrayOutputStream packet = new ByteArrayOutputStream();
    packet.write(first);
    int length = bytes.size();
    for (; length > LOW_BITS; length >>>= BITS) {
      packet.write((length & LOW_BITS) | (LOW_BITS + 1));
    }
    packet.write(length);
    bytes.writeTo(packet);
    socket.getOutputStream().write(packet.toByteArray());
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
