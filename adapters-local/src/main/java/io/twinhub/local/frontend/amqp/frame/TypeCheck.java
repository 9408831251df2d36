package io.twinhub.local.frontend.amqp.frame;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.twinhub.local.frontend.net.ProtocolViolation;
import java.nio.charset.StandardCharsets;

/**
 * Walks over encoded AMQP values (AMQP 1.0, section 1) without decoding them. Checks that each ends where it
 * says, that nothing is nested too deep, and that no list, map or array announces more than it holds. Input
 * that passes is safe for a decoder that makes objects.
 */
public final class TypeCheck {
  /** How deep values may be nested, descriptors included; a hub setting. Real clients need six levels. */
  public static final int DEPTH_MAX = 24;

  /** How many elements an array may have if they take no bytes, such as {@code true}; a hub setting. */
  public static final int EMPTY_ELEMENTS_MAX = 64;

  private static final int FRAME_HEAD_BYTES = 8;
  private static final int WORD_BYTES = 4;
  private static final int NIBBLE = 4;
  private static final int LOW_NIBBLE = 0xF;

  private static final int DESCRIBED = 0x00;
  private static final int LIST_OF_NONE = 0x45;
  private static final int SYMBOL_SHORT = 0xA3;
  private static final int SYMBOL_LONG = 0xB3;

  /** The defined codes, by the first hex digit; bit n stands for the second digit n. */
  private static final int[] CODES = {
    0,
    0,
    0,
    0, // 0x0 to 0x3: only 0x00, which is not the code of a value
    0b0000_0000_0011_1111, // 0x40 null, true, false, uint 0, ulong 0, empty list
    0b0000_0000_0111_1111, // 0x50 ubyte, byte, uint, ulong, int, long, boolean
    0b0000_0000_0000_0011, // 0x60 ushort, short
    0b0000_0000_0001_1111, // 0x70 uint, int, float, char, decimal32
    0b0000_0000_0001_1111, // 0x80 ulong, long, double, timestamp, decimal64
    0b0000_0001_0001_0000, // 0x90 decimal128 0x94, uuid 0x98
    0b0000_0000_0000_1011, // 0xA0 binary, string, symbol
    0b0000_0000_0000_1011, // 0xB0
    0b0000_0000_0000_0011, // 0xC0 list, map
    0b0000_0000_0000_0011, // 0xD0
    0b0000_0000_0000_0001, // 0xE0 array
    0b0000_0000_0000_0001, // 0xF0
  };

  private final ByteBuf in;
  private final Symbols.Share symbols;

  private TypeCheck(ByteBuf in, Symbols.Share symbols) {
    this.in = in;
    this.symbols = symbols;
  }

  /**
   * Passes silently if the performative of {@code frame} is well formed. The payload behind it is judged when
   * the message is complete.
   *
   * @throws ProtocolViolation naming what is wrong
   */
  public static void requireFrame(ByteBuf frame, Symbols.Share symbols) {
    int dataOffset = frame.getUnsignedByte(frame.readerIndex() + WORD_BYTES) * WORD_BYTES;
    if (dataOffset < FRAME_HEAD_BYTES || dataOffset > frame.readableBytes()) {
      throw new ProtocolViolation(
          "frame of %d bytes with its body at %d".formatted(frame.readableBytes(), dataOffset));
    }
    ByteBuf body =
        frame.slice(frame.readerIndex() + dataOffset, frame.readableBytes() - dataOffset);
    if (body.isReadable()) {
      requireSection(body, symbols);
    }
  }

  /**
   * Passes silently if {@code message} is a sequence of well-formed sections.
   *
   * @throws ProtocolViolation naming what is wrong
   */
  public static void requireMessage(byte[] message, Symbols.Share symbols) {
    ByteBuf sections = Unpooled.wrappedBuffer(message);
    while (sections.isReadable()) {
      requireSection(sections, symbols);
    }
  }

  private static void requireSection(ByteBuf in, Symbols.Share symbols) {
    if (in.getByte(in.readerIndex()) != DESCRIBED) {
      throw new ProtocolViolation("a frame or section does not begin with a described type");
    }
    try {
      new TypeCheck(in, symbols).value(0);
    } catch (IndexOutOfBoundsException e) {
      throw new ProtocolViolation("a value ends before it is complete");
    }
  }

  private void value(int depth) {
    int code = constructor(depth);
    data(code, depth);
  }

  /** Reads the code of the next primitive type, after its descriptors. */
  private int constructor(int depth) {
    int level = depth;
    int code = code();
    while (code == DESCRIBED) {
      requireDepth(++level);
      value(level);
      code = code();
    }
    return code;
  }

  private int code() {
    int code = in.readUnsignedByte();
    if (code != DESCRIBED && (CODES[code >> NIBBLE] >> (code & LOW_NIBBLE) & 1) == 0) {
      throw new ProtocolViolation("unknown type code 0x%02x".formatted(code));
    }
    return code;
  }

  private void data(int code, int depth) {
    int family = code >> NIBBLE;
    switch (family) {
      case 0xA, 0xB -> variable(code, length(family == 0xA));
      case 0xC, 0xD -> compound(family == 0xC, depth + 1);
      case 0xE, 0xF -> array(family == 0xE, depth + 1);
      default -> in.skipBytes(fixedBytes(family));
    }
  }

  private static int fixedBytes(int family) {
    return family == 0x4 ? 0 : 1 << (family - 0x5);
  }

  private int length(boolean isShort) {
    long length = isShort ? in.readUnsignedByte() : in.readUnsignedInt();
    if (length > in.readableBytes()) {
      throw new ProtocolViolation(
          "a value announces %d bytes where %d are left".formatted(length, in.readableBytes()));
    }
    return (int) length;
  }

  private void variable(int code, int length) {
    if (code == SYMBOL_SHORT || code == SYMBOL_LONG) {
      if (length > Symbols.LENGTH_MAX) {
        throw new ProtocolViolation(
            "symbol of %d bytes; the limit is %d".formatted(length, Symbols.LENGTH_MAX));
      }
      symbols.require(in.toString(in.readerIndex(), length, StandardCharsets.US_ASCII));
    }
    in.skipBytes(length);
  }

  private void compound(boolean isShort, int depth) {
    requireDepth(depth);
    TypeCheck inner = inner(isShort);
    long count = inner.count(isShort);
    for (long i = 0; i < count; i++) {
      inner.value(depth);
    }
    inner.requireEnd();
  }

  private void array(boolean isShort, int depth) {
    requireDepth(depth);
    TypeCheck inner = inner(isShort);
    long count = inner.count(isShort);
    int code = inner.constructor(depth);
    if (code >> NIBBLE == LIST_OF_NONE >> NIBBLE && count > EMPTY_ELEMENTS_MAX) {
      throw new ProtocolViolation("array of %d elements without bytes; the limit is %d"
          .formatted(count, EMPTY_ELEMENTS_MAX));
    }
    for (long i = 0; i < count; i++) {
      inner.data(code, depth);
    }
    inner.requireEnd();
  }

  private TypeCheck inner(boolean isShort) {
    return new TypeCheck(in.readSlice(length(isShort)), symbols);
  }

  private long count(boolean isShort) {
    return isShort ? in.readUnsignedByte() : in.readUnsignedInt();
  }

  private void requireEnd() {
    if (in.isReadable()) {
      throw new ProtocolViolation(
          "a value holds %d bytes more than its elements".formatted(in.readableBytes()));
    }
  }

  private static void requireDepth(int depth) {
    if (depth > DEPTH_MAX) {
      throw new ProtocolViolation("values are nested more than %d deep".formatted(DEPTH_MAX));
    }
  }
}
