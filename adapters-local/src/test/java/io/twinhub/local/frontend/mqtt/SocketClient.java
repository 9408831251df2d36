package io.twinhub.local.frontend.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.twinhub.local.frontend.mqtt.ClientPackets.Connect;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;

/** A client that is connected over a socket; it sends bytes and reads packets, without any codec. */
final class SocketClient implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 10_000;
  private static final int PUBLISH = 3;

  private final Socket socket;
  private final DataInputStream in;

  private SocketClient(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    in = new DataInputStream(socket.getInputStream());
  }

  /** A client whose CONNECT was accepted. */
  static SocketClient connected(int port, Connect connect) throws IOException {
    SocketClient client = new SocketClient(port);
    client.send(connect.bytes());
    byte[] answer = client.packet();
    if (answer[0] != 0x20 || answer[2] != 0) {
      throw new AssertionError("not connected: code " + answer[2]);
    }
    return client;
  }

  Socket socket() {
    return socket;
  }

  DataInputStream in() {
    return in;
  }

  void send(byte[]... packets) {
    try {
      socket.getOutputStream().write(ClientPackets.joined(packets));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next packet: its first byte, and what follows the length. */
  byte[] packet() throws IOException {
    int first = in.readUnsignedByte();
    int length = 0;
    for (int shift = 0; ; shift += 7) {
      int digit = in.readUnsignedByte();
      length |= (digit & 127) << shift;
      if (digit < 128) {
        break;
      }
    }
    byte[] packet = new byte[length + 1];
    packet[0] = (byte) first;
    in.readFully(packet, 1, length);
    return packet;
  }

  /** What a PUBLISH says. */
  record Published(int firstByte, String topic, int packetId, String payload) {}

  /** The next packet, which must be a PUBLISH. */
  Published published() throws IOException {
    byte[] packet = packet();
    if ((packet[0] & 0xF0) >> 4 != PUBLISH) {
      throw new AssertionError("packet of type " + ((packet[0] & 0xF0) >> 4));
    }
    int topicEnd = 3 + number(packet, 1);
    int bodyStart = (packet[0] & 6) == 0 ? topicEnd : topicEnd + 2;
    return new Published(
        packet[0] & 0xFF,
        new String(packet, 3, topicEnd - 3, UTF_8),
        bodyStart == topicEnd ? 0 : number(packet, topicEnd),
        new String(packet, bodyStart, packet.length - bodyStart, UTF_8));
  }

  private static int number(byte[] packet, int at) {
    return (packet[at] & 0xFF) << 8 | packet[at + 1] & 0xFF;
  }

  /** Whether nothing came before the answer to a ping. */
  boolean isQuiet() throws IOException {
    send(ClientPackets.PINGREQ);
    return packet()[0] == (byte) 0xD0;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
