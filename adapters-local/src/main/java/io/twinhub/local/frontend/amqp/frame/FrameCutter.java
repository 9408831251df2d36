package io.twinhub.local.frontend.amqp.frame;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.twinhub.local.frontend.net.ProtocolViolation;
import java.util.List;

/**
 * Cuts the byte stream into protocol headers and whole frames (AMQP 1.0, sections 2.2 and 2.3), each handed
 * on as bytes. A frame that claims to be too large is refused before any of its body is kept.
 */
public final class FrameCutter extends ByteToMessageDecoder {
  /**
   * The largest frame that clients may send, in bytes; a hub setting, announced in {@code open}. The engine
   * keeps one buffer of this size for each connection.
   */
  public static final int FRAME_BYTES_MAX = 16 * 1024;

  /** How long a protocol header is, in bytes. Source: AMQP 1.0, section 2.2. */
  static final int HEADER_BYTES = 8;

  /** The start of every protocol header; as a frame's size it would be a gigabyte. */
  private static final int HEADER_START = 0x414D5150;

  private static final int SIZE_BYTES = 4;

  private boolean begun;
  private boolean refused;

  /** Whether {@code piece}, as cut here, is a protocol header. */
  public static boolean isHeader(ByteBuf piece) {
    return piece.getInt(piece.readerIndex()) == HEADER_START;
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
    if (refused) {
      in.skipBytes(in.readableBytes());
      return;
    }
    try {
      cut(in, out);
    } catch (ProtocolViolation violation) {
      refused = true;
      in.skipBytes(in.readableBytes());
      context.fireExceptionCaught(violation);
    }
  }

  private void cut(ByteBuf in, List<Object> out) {
    if (in.readableBytes() < SIZE_BYTES) {
      return;
    }
    long size = pieceBytes(in.getUnsignedInt(in.readerIndex()));
    if (in.readableBytes() >= size) {
      begun = true;
      out.add(in.readRetainedSlice((int) size));
    }
  }

  private long pieceBytes(long start) {
    if (start == HEADER_START) {
      return HEADER_BYTES;
    }
    if (!begun) {
      throw new ProtocolViolation("the first bytes are not an AMQP header");
    }
    if (start < HEADER_BYTES || start > FRAME_BYTES_MAX) {
      throw new ProtocolViolation("frame of %d bytes; %d to %d are allowed"
          .formatted(start, HEADER_BYTES, FRAME_BYTES_MAX));
    }
    return start;
  }
}
