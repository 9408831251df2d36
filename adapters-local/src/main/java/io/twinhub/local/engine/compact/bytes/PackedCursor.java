package io.twinhub.local.engine.compact.bytes;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads what {@link PackedBytes} wrote. */
public final class PackedCursor {
  private static final int SEVEN_BITS = 0x7f;
  private static final int BYTE = 0xff;
  private static final int SHIFT = 7;
  private static final int DELETE = 0x7f;

  private final byte[] bytes;
  private int at;

  public PackedCursor(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A cursor over the same bytes, at {@code place}. */
  public PackedCursor other(int place) {
    PackedCursor cursor = new PackedCursor(bytes);
    cursor.go(place);
    return cursor;
  }

  public int at() {
    return at;
  }

  public void go(int place) {
    at = place;
  }

  public void skip(int count) {
    at += count;
  }

  public int one() {
    return bytes[at++] & BYTE;
  }

  public long number() {
    long value = 0;
    int shift = 0;
    byte next = bytes[at++];
    while (next < 0) {
      value |= (long) (next & SEVEN_BITS) << shift;
      shift += SHIFT;
      next = bytes[at++];
    }
    return value | (long) next << shift;
  }

  public int size() {
    return (int) number();
  }

  public long signed() {
    long value = number();
    return (value >>> 1) ^ -(value & 1);
  }

  public long fixed() {
    long value = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      value = value << Byte.SIZE | one();
    }
    return value;
  }

  byte[] raw(int count) {
    at += count;
    return Arrays.copyOfRange(bytes, at - count, at);
  }

  public String text() {
    int head = size();
    int length = head >>> 1;
    if ((head & 1) == 0) {
      at += length;
      return new String(bytes, at - length, length, StandardCharsets.ISO_8859_1);
    }
    char[] chars = new char[length];
    for (int i = 0; i < length; i++) {
      chars[i] = (char) (one() << Byte.SIZE | one());
    }
    return new String(chars);
  }

  /** Whether JSON text holds the character unescaped and in one byte. */
  public static boolean isPlain(int character) {
    return character >= ' ' && character < DELETE && character != '"' && character != '\\';
  }

  /**
   * The length of the text here if all of it is plain, so that it can be copied; else -1, and nothing is
   * read.
   */
  public int plainLength() {
    int start = at;
    int head = size();
    int length = head >>> 1;
    boolean plain = (head & 1) == 0;
    for (int i = at; plain && i < at + length; i++) {
      plain = isPlain(bytes[i]);
    }
    if (!plain) {
      at = start;
    }
    return plain ? length : -1;
  }

  /** Copies {@code count} bytes to {@code out}. */
  public void copy(int count, PackedBytes out) {
    out.raw(bytes, at, count);
    at += count;
  }

  public void skipText() {
    int head = size();
    at += (head & 1) == 0 ? head >>> 1 : head & ~1;
  }

  /**
   * Compares a part of {@code key} with the one-byte text here, which is skipped; below 0 if the text comes
   * first.
   */
  public int compareText(String key, int from, int to) {
    int length = size() >>> 1;
    int start = at;
    at += length;
    int shorter = Math.min(length, to - from);
    for (int i = 0; i < shorter; i++) {
      int difference = (bytes[start + i] & BYTE) - key.charAt(from + i);
      if (difference != 0) {
        return difference;
      }
    }
    return length - (to - from);
  }
}
