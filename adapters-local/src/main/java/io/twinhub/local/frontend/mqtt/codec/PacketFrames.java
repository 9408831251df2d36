package io.twinhub.local.frontend.mqtt.codec;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageFactory;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.twinhub.domain.message.event.EventLimits;
import io.twinhub.local.frontend.net.ByteBudget;
import io.twinhub.local.frontend.net.ProtocolViolation;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Cuts the byte stream into whole packets, by their fixed header (MQTT 3.1.1, section 2.2), and refuses those
 * that are too large for their kind before any of their body is buffered.
 *
 * <p>Netty's decoder starts a packet over with each piece that arrives, so a client that sends a large packet
 * byte by byte would keep it busy forever. Behind this handler it sees only whole packets.
 */
public final class PacketFrames extends ByteToMessageDecoder {
  /**
   * The longest topic with its length and a packet id, in bytes. Source: MQTT 3.1.1, sections 1.5.3 and
   * 3.3.2.
   */
  private static final int TOPIC_BYTES_MAX = 2 + 65_535 + 2;

  /**
   * The largest packet, in bytes after its fixed header: the largest message, with its properties encoded in
   * the topic.
   */
  public static final int PACKET_BYTES_MAX = EventLimits.MESSAGE_BYTES_MAX + TOPIC_BYTES_MAX;

  /**
   * The largest CONNECT, in bytes after its fixed header; a hub setting. Its sender is not authenticated yet,
   * so it must not take memory from clients that are.
   */
  public static final int CONNECT_BYTES_MAX = ByteBudget.SMALL_BYTES_MAX - 5;

  /**
   * The largest SUBSCRIBE or UNSUBSCRIBE, in bytes after its fixed header; a hub setting. Five filters
   * with ids of full length, percent-encoded, need less.
   */
  public static final int FILTERS_BYTES_MAX = 8 * 1024;

  /**
   * How long a client may take to send a packet that is not small, in seconds; a hub setting. Unfinished
   * packets occupy memory that all clients share.
   */
  public static final int PACKET_SECONDS_MAX = 30;

  /** The largest PUBACK, in bytes after its fixed header. Source: MQTT 3.1.1, section 3.4.1. */
  private static final int PUBACK_BYTES_MAX = 2;

  /** How many bytes the remaining length may take. Source: MQTT 3.1.1, section 2.2.3. */
  private static final int LENGTH_BYTES_MAX = 4;

  /** The first byte of every CONNECT; its flags are 0 (MQTT-2.2.2-1). A TLS handshake begins with 0x16. */
  private static final int CONNECT_BYTE = 0x10;

  private static final int TYPE_SHIFT = 4;
  private static final int LENGTH_BITS = 7;
  private static final int LENGTH_MASK = (1 << LENGTH_BITS) - 1;

  private final ByteBudget budget;
  private Optional<Unfinished> unfinished = Optional.empty();
  private boolean connectSeen;
  private boolean refused;

  /** Creates a handler that claims memory from {@code budget} until a packet is complete. */
  public PacketFrames(ByteBudget budget) {
    this.budget = budget;
  }

  /** A large packet that is still arriving. */
  private record Unfinished(ByteBudget.Claim claim, Future<?> deadline) {
    void end() {
      deadline.cancel(false);
      claim.close();
    }
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    if (refused) {
      in.skipBytes(in.readableBytes());
      return;
    }
    try {
      cutNext(context, in, out);
    } catch (ProtocolViolation violation) {
      in.skipBytes(in.readableBytes());
      out.add(refuse(violation));
    }
  }

  private MqttMessage refuse(ProtocolViolation violation) {
    refused = true;
    forgetUnfinished();
    return MqttMessageFactory.newInvalidMessage(violation);
  }

  private void cutNext(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    int firstByte = in.getUnsignedByte(in.readerIndex());
    int type = firstByte >> TYPE_SHIFT;
    if (!connectSeen && firstByte != CONNECT_BYTE) {
      throw new ProtocolViolation("the first packet is not CONNECT (MQTT-3.1.0-1)");
    }
    int length = 0;
    for (int i = 0; i < LENGTH_BYTES_MAX; i++) {
      if (in.readableBytes() < 2 + i) {
        return;
      }
      int digit = in.getUnsignedByte(in.readerIndex() + 1 + i);
      length |= (digit & LENGTH_MASK) << (i * LENGTH_BITS);
      if (digit <= LENGTH_MASK) {
        Frame frame = new Frame(type, 2 + i, length);
        requireAllowed(frame);
        cut(context, in, out, frame);
        return;
      }
    }
    throw new ProtocolViolation("malformed remaining length: more than 4 bytes (MQTT 2.2.3)");
  }

  private static void requireAllowed(Frame frame) {
    int max = bodyBytesMax(frame.type());
    if (frame.bodyBytes() > max) {
      throw new ProtocolViolation("packet of type %d has %d bytes; the limit is %d"
          .formatted(frame.type(), frame.bodyBytes(), max));
    }
    if (hasNoBody(frame.type()) && frame.bodyBytes() > 0) {
      throw new ProtocolViolation("packet of type %d has %d bytes; it may have none"
          .formatted(frame.type(), frame.bodyBytes()));
    }
  }

  private void cut(ChannelHandlerContext context, ByteBuf in, List<Object> out, Frame frame) {
    if (in.readableBytes() >= frame.bytes()) {
      connectSeen = true;
      forgetUnfinished();
      out.add(in.readRetainedSlice(frame.bytes()));
    } else if (frame.bytes() > ByteBudget.SMALL_BYTES_MAX && unfinished.isEmpty()) {
      await(context, frame);
    }
  }

  private void await(ChannelHandlerContext context, Frame frame) {
    ByteBudget.Claim claim = budget.newClaim();
    if (!claim.resize(frame.bytes())) {
      throw new ProtocolViolation(
          "the hub is busy with large packets and has no room for one of %d bytes"
              .formatted(frame.bytes()));
    }
    Future<?> deadline = context
        .executor()
        .schedule(
            () -> {
              context.fireChannelRead(refuse(
                  new ProtocolViolation("a packet of %d bytes was not complete within %d seconds"
                      .formatted(frame.bytes(), PACKET_SECONDS_MAX))));
            },
            PACKET_SECONDS_MAX,
            TimeUnit.SECONDS);
    unfinished = Optional.of(new Unfinished(claim, deadline));
  }

  private void forgetUnfinished() {
    unfinished.ifPresent(Unfinished::end);
    unfinished = Optional.empty();
  }

  @Override
  protected void handlerRemoved0(ChannelHandlerContext context) {
    forgetUnfinished();
  }

  private static boolean hasNoBody(int type) {
    return type == MqttMessageType.PINGREQ.value() || type == MqttMessageType.DISCONNECT.value();
  }

  private static int bodyBytesMax(int type) {
    if (type == MqttMessageType.CONNECT.value()) {
      return CONNECT_BYTES_MAX;
    }
    if (type == MqttMessageType.PUBACK.value()) {
      return PUBACK_BYTES_MAX;
    }
    return type == MqttMessageType.SUBSCRIBE.value() || type == MqttMessageType.UNSUBSCRIBE.value()
        ? FILTERS_BYTES_MAX
        : PACKET_BYTES_MAX;
  }

  private record Frame(int type, int headerBytes, int bodyBytes) {
    int bytes() {
      return headerBytes + bodyBytes;
    }
  }
}
