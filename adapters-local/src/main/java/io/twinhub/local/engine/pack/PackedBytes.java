package io.twinhub.local.engine.pack;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes being written: numbers of variable length, texts by their length. */
final class PackedBytes {
  private static final int SEVEN_BITS = 0x7f;
  private static final int MORE = 0x80;
  private static final int SHIFT = 7;
  private static final int WIDE = 256;
  private static final int LENGTH_START = 512;

  private byte[] bytes = new byte[LENGTH_START];
  private int length;

  void one(int value) {
    if (length == bytes.length) {
      bytes = Arrays.copyOf(bytes, bytes.length * 2);
    }
    bytes[length++] = (byte) value;
  }

  /** A number that is rarely large and never negative, or all 64 bits of any. */
  void number(long value) {
    long rest = value;
    while ((rest & ~SEVEN_BITS) != 0) {
      one((int) (rest & SEVEN_BITS) | MORE);
      rest >>>= SHIFT;
    }
    one((int) rest);
  }

  /** A number near zero, on either side. */
  void signed(long value) {
    number((value << 1) ^ (value >> (Long.SIZE - 1)));
  }

  void fixed(long value) {
    for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      one((int) (value >>> shift));
    }
  }

  void raw(byte[] more) {
    raw(more, more.length);
  }

  private void raw(byte[] more, int count) {
    if (length + count > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count));
    }
    System.arraycopy(more, 0, bytes, length, count);
    length += count;
  }

  /** What {@code other} holds, behind its length. */
  void nested(PackedBytes other) {
    number(other.length);
    raw(other.bytes, other.length);
  }

  /** A text: one byte a character where that is enough, else two, so that halves of pairs survive. */
  void text(String text) {
    boolean narrow = text.chars().allMatch(c -> c < WIDE);
    number(text.length() * 2L + (narrow ? 0 : 1));
    if (narrow) {
      raw(text.getBytes(StandardCharsets.ISO_8859_1));
      return;
    }
    for (int i = 0; i < text.length(); i++) {
      one(text.charAt(i) >>> Byte.SIZE);
      one(text.charAt(i));
    }
  }

  void clear() {
    length = 0;
  }

  byte[] toArray() {
    return Arrays.copyOf(bytes, length);
  }
}
