package io.twinhub.local.frontend.https.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameDecoder;
import io.twinhub.local.frontend.net.ProtocolViolation;
import java.util.List;

/**
 * Reads WebSocket frames (RFC 6455, section 5) and passes the payload of data frames on as bytes, as they
 * arrive: no frame is ever buffered, however long it claims to be. The protocols behind have limits of their
 * own and do not care where frames begin and end.
 *
 * <p>Netty's decoder buffers each frame until it is complete, so a client could make the hub hold half a
 * megabyte before its first packet.
 */
public final class WebSocketFrames extends ByteToMessageDecoder implements WebSocketFrameDecoder {
  private static final int FINAL = 0x80;
  private static final int RESERVED = 0x70;
  private static final int OPCODE = 0x0F;
  private static final int MASKED = 0x80;
  private static final int LENGTH = 0x7F;
  private static final int CONTROL = 0x08;

  /** The largest length that the second byte holds, and the longest payload of a control frame. */
  private static final int SHORT_LENGTH_MAX = 125;

  private static final int TWO_LENGTH_BYTES = 126;
  private static final int HEAD_BYTES = 2;
  private static final int MASK_BYTES = 4;

  private static final int CONTINUATION = 0x0;
  private static final int TEXT = 0x1;
  private static final int BINARY = 0x2;
  private static final int CLOSE = 0x8;
  private static final int PING = 0x9;
  private static final int PONG = 0xA;

  /** The mask, rotated so that its first byte applies to the next byte of the payload. */
  private int mask;

  private long left;
  private boolean fragmented;
  private boolean refused;

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    if (refused) {
      in.skipBytes(in.readableBytes());
      return;
    }
    try {
      if (left > 0) {
        payload(in, out);
      } else {
        frame(in, out);
      }
    } catch (ProtocolViolation violation) {
      refused = true;
      in.skipBytes(in.readableBytes());
      ctx.fireExceptionCaught(violation);
    }
  }

  private void payload(ByteBuf in, List<Object> out) {
    int length = (int) Math.min(left, in.readableBytes());
    left -= length;
    out.add(unmasked(in.readRetainedSlice(length)));
  }

  private ByteBuf unmasked(ByteBuf bytes) {
    int i = bytes.readerIndex();
    for (; i <= bytes.writerIndex() - MASK_BYTES; i += MASK_BYTES) {
      bytes.setInt(i, bytes.getInt(i) ^ mask);
    }
    for (; i < bytes.writerIndex(); i++) {
      mask = Integer.rotateLeft(mask, Byte.SIZE);
      bytes.setByte(i, bytes.getByte(i) ^ mask);
    }
    return bytes;
  }

  private void frame(ByteBuf in, List<Object> out) {
    if (in.readableBytes() < HEAD_BYTES) {
      return;
    }
    int first = in.getUnsignedByte(in.readerIndex());
    int second = in.getUnsignedByte(in.readerIndex() + 1);
    require((first & RESERVED) == 0, "a frame uses extensions that were not agreed on");
    require((second & MASKED) != 0, "a client's frame is not masked");
    int lengthBytes = lengthBytes(second & LENGTH);
    int opcode = first & OPCODE;
    boolean control = (opcode & CONTROL) != 0;
    int whole = HEAD_BYTES + lengthBytes + MASK_BYTES + (control ? second & LENGTH : 0);
    if (control) {
      requireControl(first, second & LENGTH);
    }
    if (in.readableBytes() < whole) {
      return;
    }
    in.skipBytes(HEAD_BYTES);
    long length = length(in, second & LENGTH);
    require(length >= 0, "a frame's length is negative");
    mask = in.readInt();
    if (control) {
      out.add(control(opcode, unmasked(in.readRetainedSlice((int) length))));
    } else {
      begin(opcode, (first & FINAL) != 0, length, out);
    }
  }

  private static int lengthBytes(int length) {
    if (length <= SHORT_LENGTH_MAX) {
      return 0;
    }
    return length == TWO_LENGTH_BYTES ? Short.BYTES : Long.BYTES;
  }

  private static long length(ByteBuf in, int length) {
    if (length <= SHORT_LENGTH_MAX) {
      return length;
    }
    return length == TWO_LENGTH_BYTES ? in.readUnsignedShort() : in.readLong();
  }

  private static void requireControl(int first, int length) {
    require((first & FINAL) != 0, "a control frame is fragmented");
    require(length <= SHORT_LENGTH_MAX, "a control frame is longer than 125 bytes");
  }

  private static Object control(int opcode, ByteBuf payload) {
    switch (opcode) {
      case CLOSE -> {
        payload.release(); // its code is ignored: Java's device client sends 12592
        return new CloseWebSocketFrame();
      }
      case PING -> {
        return new PingWebSocketFrame(payload);
      }
      case PONG -> {
        return new PongWebSocketFrame(payload);
      }
      default -> {
        payload.release();
        throw new ProtocolViolation("a frame has the reserved opcode " + opcode);
      }
    }
  }

  private void begin(int opcode, boolean last, long length, List<Object> out) {
    require(opcode <= BINARY, "a frame has the reserved opcode " + opcode);
    require(
        fragmented == (opcode == CONTINUATION),
        fragmented
            ? "a new message begins before the last one ends"
            : "a frame continues a message that never began");
    if (opcode == TEXT) {
      refused = true;
      out.add(new TextWebSocketFrame());
    }
    fragmented = !last;
    left = length;
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new ProtocolViolation(otherwise);
    }
  }
}
