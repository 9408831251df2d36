package io.twinhub.local.engine.compact.bytes;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes being written: numbers of variable length, and texts behind their length. */
public final class PackedBytes {
  private static final int SEVEN_BITS = 0x7f;
  private static final int MORE = 0x80;
  private static final int SHIFT = 7;
  private static final int WIDE = 256;
  private static final int TEN = 10;
  private static final int LENGTH_START = 512;

  private byte[] bytes;
  private int length;

  public PackedBytes() {
    this(LENGTH_START);
  }

  public PackedBytes(int expected) {
    bytes = new byte[expected];
  }

  public void one(int value) {
    if (length == bytes.length) {
      bytes = Arrays.copyOf(bytes, bytes.length * 2);
    }
    bytes[length++] = (byte) value;
  }

  /**
   * Writes a number that is rarely large and never negative; all 64 bits of any other number are kept too.
   */
  public void number(long value) {
    long rest = value;
    while ((rest & ~SEVEN_BITS) != 0) {
      one((int) (rest & SEVEN_BITS) | MORE);
      rest >>>= SHIFT;
    }
    one((int) rest);
  }

  /** Writes a number that is near zero on either side. */
  void signed(long value) {
    number((value << 1) ^ (value >> (Long.SIZE - 1)));
  }

  void fixed(long value) {
    for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      one((int) (value >>> shift));
    }
  }

  /** Writes a number as text. */
  public void digits(long number) {
    if (number < 0) {
      raw(Long.toString(number).getBytes(StandardCharsets.ISO_8859_1));
      return;
    }
    int count = 1;
    for (long rest = number / TEN; rest > 0; rest /= TEN) {
      count++;
    }
    room(count);
    length += count;
    long rest = number;
    for (int at = length - 1; count > 0; count--) {
      bytes[at--] = (byte) ('0' + rest % TEN);
      rest /= TEN;
    }
  }

  public void raw(byte[] more) {
    raw(more, 0, more.length);
  }

  /** Writes {@code count} bytes of {@code more}, starting at {@code from}. */
  public void raw(byte[] more, int from, int count) {
    room(count);
    System.arraycopy(more, from, bytes, length, count);
    length += count;
  }

  private void room(int count) {
    if (length + count > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count));
    }
  }

  /** Appends the content of {@code other}. */
  public void append(PackedBytes other) {
    raw(other.bytes, 0, other.length);
  }

  /** Begins a piece that is preceded by its length; pass the result to {@link #end}. */
  public int begin() {
    one(0);
    return length;
  }

  /** Ends a piece and inserts its length, which usually takes one byte. */
  public void end(int begin) {
    int count = length - begin;
    if (count <= SEVEN_BITS) {
      bytes[begin - 1] = (byte) count;
      return;
    }
    byte[] content = Arrays.copyOfRange(bytes, begin, length);
    length = begin - 1;
    number(count);
    raw(content);
  }

  /**
   * Writes a text with one byte per character where that suffices, else with two, so that unpaired
   * surrogates survive.
   */
  public void text(String text) {
    boolean narrow = isNarrow(text);
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

  private static boolean isNarrow(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= WIDE) {
        return false;
      }
    }
    return true;
  }

  int length() {
    return length;
  }

  public void clear() {
    length = 0;
  }

  public byte[] toArray() {
    return Arrays.copyOf(bytes, length);
  }
}
