package io.twinhub.local.frontend.amqp.proton;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.twinhub.local.frontend.amqp.link.PeerEvents;
import io.twinhub.local.frontend.net.ProtocolViolation;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.apache.qpid.proton.amqp.security.SaslInit;

/**
 * The SASL layer of one connection, with which most clients begin (AMQP 1.0, section 5.3): the hub offers its
 * mechanisms, the client chooses one, and the hub tells the outcome. The engine has such a layer too, but
 * that one keeps a second codec and two buffers, 20 KB, for as long as the connection lives. Event loop.
 */
final class SaslLayer {
  /** The largest SASL frame that clients may send, in bytes; a hub setting. Tokens of PLAIN need about 400. */
  static final int FRAME_BYTES_MAX = 4_096;

  /** C's client insists on MSSBCBS: tokens follow on {@code $cbs}. */
  private static final List<String> MECHANISMS =
      List.of("MSSBCBS", "ANONYMOUS", "EXTERNAL", "PLAIN");

  private static final byte[] HEADER = {'A', 'M', 'Q', 'P', 3, 1, 0, 0};
  private static final byte[] OFFER = offer();
  private static final int FRAME_HEAD_BYTES = 8;
  private static final int TYPE_INDEX = 5;
  private static final int DATA_OFFSET_INDEX = 4;
  private static final int WORD_BYTES = 4;
  private static final byte SASL_TYPE = 1;
  private static final byte OK = 0;
  private static final byte REFUSED = 1;

  private final PeerEvents peer;
  private final Consumer<Boolean> onOutcome;
  private ByteBuf pending = Unpooled.EMPTY_BUFFER;
  private boolean chosen;

  /** @param onOutcome called with whether the client may go on, once that is ready to be sent */
  SaslLayer(PeerEvents peer, Consumer<Boolean> onOutcome) {
    this.peer = peer;
    this.onOutcome = onOutcome;
  }

  /** {@code sasl-mechanisms} with the array of their names (section 5.3.3.1). */
  private static byte[] offer() {
    ByteArrayOutputStream names = new ByteArrayOutputStream();
    for (String name : MECHANISMS) {
      names.write(name.length());
      names.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
    }
    ByteArrayOutputStream array = new ByteArrayOutputStream();
    array.writeBytes(
        new byte[] {(byte) 0xE0, (byte) (names.size() + 2), (byte) MECHANISMS.size(), (byte) 0xA3});
    array.writeBytes(names.toByteArray());
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(new byte[] {0x00, 0x53, 0x40, (byte) 0xC0, (byte) (array.size() + 1), 1});
    body.writeBytes(array.toByteArray());
    return frame(body.toByteArray());
  }

  private static byte[] frame(byte[] body) {
    byte[] frame = new byte[FRAME_HEAD_BYTES + body.length];
    frame[3] = (byte) frame.length;
    frame[DATA_OFFSET_INDEX] = 2;
    frame[TYPE_INDEX] = SASL_TYPE;
    System.arraycopy(body, 0, frame, FRAME_HEAD_BYTES, body.length);
    return frame;
  }

  /**
   * Begins: answers the client's header.
   *
   * @throws ProtocolViolation if it is of another version
   */
  void begin(ByteBuf header) {
    byte[] theirs = ByteBufUtil.getBytes(header);
    if (!Arrays.equals(theirs, HEADER)) {
      throw new ProtocolViolation(
          "SASL header %s; the hub speaks version 1.0.0".formatted(ByteBufUtil.hexDump(theirs)));
    }
    header.skipBytes(header.readableBytes());
    pending = Unpooled.wrappedBuffer(HEADER, OFFER);
  }

  /**
   * Takes the frame in which the client chooses a mechanism.
   *
   * @throws ProtocolViolation if it is another frame, or not the first
   */
  void take(ByteBuf frame) {
    if (frame.getByte(frame.readerIndex() + TYPE_INDEX) != SASL_TYPE) {
      throw new ProtocolViolation("a frame of AMQP before SASL has ended");
    }
    if (frame.readableBytes() > FRAME_BYTES_MAX) {
      throw new ProtocolViolation("SASL frame of %d bytes; the limit is %d"
          .formatted(frame.readableBytes(), FRAME_BYTES_MAX));
    }
    if (chosen) {
      throw new ProtocolViolation("a second SASL frame");
    }
    chosen = true;
    int head = frame.getUnsignedByte(frame.readerIndex() + DATA_OFFSET_INDEX) * WORD_BYTES;
    SaslInit init = init(ByteBufUtil.getBytes(frame.skipBytes(head)));
    frame.skipBytes(frame.readableBytes());
    byte[] response = init.getInitialResponse() == null
        ? new byte[0]
        : ByteBufUtil.getBytes(Unpooled.wrappedBuffer(init.getInitialResponse().asByteBuffer()));
    peer.authenticate(init.getMechanism().toString(), response, this::end);
  }

  private static SaslInit init(byte[] body) {
    try {
      if (Messages.first(body) instanceof SaslInit init) {
        return init;
      }
    } catch (ProtocolViolation undecodable) {
      throw new ProtocolViolation("a SASL frame that cannot be understood");
    }
    throw new ProtocolViolation("a SASL frame other than sasl-init");
  }

  private void end(boolean holds) {
    byte[] body = {0x00, 0x53, 0x44, (byte) 0xC0, 3, 1, 0x50, holds ? OK : REFUSED};
    pending = Unpooled.wrappedBuffer(pending, Unpooled.wrappedBuffer(frame(body)));
    onOutcome.accept(holds);
  }

  /** What is to be sent, from now on the caller's. */
  ByteBuf drain() {
    ByteBuf bytes = pending;
    pending = Unpooled.EMPTY_BUFFER;
    return bytes;
  }
}
