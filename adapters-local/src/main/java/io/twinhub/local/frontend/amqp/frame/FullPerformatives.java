package io.twinhub.local.frontend.amqp.frame;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Writes out the fields at the end of each performative that the engine leaves out because they are null or
 * have their default (AMQP 1.0, section 1.4). Python's clients for Event Hubs read performatives by position
 * and break if a field is missing; Azure writes every field. Not for several threads.
 */
public final class FullPerformatives {
  /** By how many bytes a transfer becomes longer at most: its 11 fields, and a list with long sizes. */
  public static final int GROWTH_BYTES_MAX = 32;

  private static final int FRAME_HEAD_BYTES = 8;
  private static final int SIZE_BYTES = 4;
  private static final int TYPE_INDEX = 5;
  private static final int DATA_OFFSET_INDEX = 4;
  private static final int WORD_BYTES = 4;

  private static final byte DESCRIBED = 0x00;
  private static final byte SMALL_ULONG = 0x53;
  private static final byte LIST_OF_NONE = 0x45;
  private static final byte SHORT_LIST = (byte) 0xC0;
  private static final byte LONG_LIST = (byte) 0xD0;
  private static final byte NULL = 0x40;

  /** Where the list begins, behind the descriptor. */
  private static final int LIST_INDEX = 3;

  private static final int BEGIN = 0x11;
  private static final int HANDLE_MAX_FIELD = 4;
  private static final byte[] LARGEST_UINT = {0x70, -1, -1, -1, -1};

  /** How many fields each performative has, by its code. Source: AMQP 1.0, section 2.7. */
  private static final Map<Integer, Integer> FIELDS = Map.of(
      0x10,
      10, // open
      BEGIN,
      8,
      0x12,
      14, // attach
      0x13,
      11, // flow
      0x14,
      11, // transfer
      0x15,
      6, // disposition
      0x16,
      3, // detach
      0x17,
      1, // end
      0x18,
      1 // close
      );

  private final Consumer<ByteBuf> sink;
  private final ByteBufAllocator memory;
  private ByteBuf unfinished = Unpooled.EMPTY_BUFFER;

  /** Hands what it writes to {@code sink}, which releases it. */
  public FullPerformatives(ByteBufAllocator memory, Consumer<ByteBuf> sink) {
    this.memory = memory;
    this.sink = sink;
  }

  /** Takes bytes of the engine, which may end within a frame; releases them. */
  public void take(ByteBuf bytes) {
    ByteBuf all = bytes;
    if (unfinished.isReadable()) {
      all = memory.buffer(unfinished.readableBytes() + bytes.readableBytes());
      all.writeBytes(unfinished).writeBytes(bytes);
      bytes.release();
      release();
    }
    ByteBuf out = memory.buffer(all.readableBytes() + GROWTH_BYTES_MAX);
    for (int size = wholePiece(all); size > 0; size = wholePiece(all)) {
      write(all.readSlice(size), out);
    }
    if (all.isReadable()) {
      unfinished = all;
    } else {
      all.release();
    }
    sink.accept(out);
  }

  /** Gives back the memory of a frame that was not finished. */
  public void release() {
    unfinished.release();
    unfinished = Unpooled.EMPTY_BUFFER;
  }

  /** The size of the header or frame at the beginning of {@code all}; 0 if it is not complete. */
  private static int wholePiece(ByteBuf all) {
    if (all.readableBytes() < FRAME_HEAD_BYTES) {
      return 0;
    }
    int size = FrameCutter.isHeader(all) ? FRAME_HEAD_BYTES : all.getInt(all.readerIndex());
    return all.readableBytes() < size ? 0 : size;
  }

  private static void write(ByteBuf piece, ByteBuf out) {
    int body = FrameCutter.isHeader(piece)
        ? piece.readableBytes()
        : piece.getUnsignedByte(piece.readerIndex() + DATA_OFFSET_INDEX) * WORD_BYTES;
    if (piece.readableBytes() < body + LIST_INDEX + 1
        || piece.getByte(piece.readerIndex() + TYPE_INDEX) != 0) {
      out.writeBytes(piece); // a header, an empty frame, or one of SASL
      return;
    }
    int start = out.writerIndex();
    ByteBuf performative = piece.slice(piece.readerIndex() + body, piece.readableBytes() - body);
    out.writeBytes(piece, piece.readerIndex(), body);
    writePerformative(performative, out);
    out.setInt(start, out.writerIndex() - start);
  }

  private static void writePerformative(ByteBuf in, ByteBuf out) {
    int wanted = in.getByte(0) == DESCRIBED && in.getByte(1) == SMALL_ULONG
        ? FIELDS.getOrDefault((int) in.getUnsignedByte(2), 0)
        : 0;
    byte code = in.getByte(LIST_INDEX);
    int size;
    int count;
    int fields; // where they begin
    if (code == LIST_OF_NONE) {
      size = 0;
      count = 0;
      fields = LIST_INDEX + 1;
    } else if (code == SHORT_LIST) {
      size = in.getUnsignedByte(LIST_INDEX + 1) - 1;
      count = in.getUnsignedByte(LIST_INDEX + 2);
      fields = LIST_INDEX + 1 + 2;
    } else {
      size = in.getInt(LIST_INDEX + 1) - SIZE_BYTES;
      count = in.getInt(LIST_INDEX + 1 + SIZE_BYTES);
      fields = LIST_INDEX + 1 + 2 * SIZE_BYTES;
    }
    if (count >= wanted) {
      out.writeBytes(in);
      return;
    }
    out.writeBytes(in, 0, LIST_INDEX).writeByte(LONG_LIST);
    int sizeIndex = out.writerIndex();
    out.writeInt(0).writeInt(wanted).writeBytes(in, fields, size);
    for (int field = count; field < wanted; field++) {
      if (in.getUnsignedByte(2) == BEGIN && field == HANDLE_MAX_FIELD) {
        out.writeBytes(LARGEST_UINT);
      } else {
        out.writeByte(NULL);
      }
    }
    out.setInt(sizeIndex, out.writerIndex() - sizeIndex - SIZE_BYTES);
    out.writeBytes(in, fields + size, in.readableBytes() - fields - size); // the payload
  }
}
