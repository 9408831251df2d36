package io.twinhub.local.frontend.amqp.events;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Writes AMQP values (AMQP 1.0, section 1.6). Events are encoded by this class and not by the engine's
 * encoder, since a reader may take tens of thousands per second.
 */
final class AmqpWriter {
  private static final int DESCRIBED = 0x00;
  private static final int SMALL_ULONG = 0x53;
  private static final int NULL = 0x40;
  private static final int LONG = 0x81;
  private static final int TIMESTAMP = 0x83;
  private static final int SHORT_BINARY = 0xA0;
  private static final int SHORT_STRING = 0xA1;
  private static final int SHORT_SYMBOL = 0xA3;

  /** The difference between the code of a short type and that of the long one. */
  private static final int TO_LONG = 0x10;

  private static final int LIST = 0xD0;
  private static final int MAP = 0xD1;
  private static final int BYTE_MAX = 0xFF;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream(512);

  /** The number of values so far. */
  private int count;

  /** A section that is a map or a list. */
  void section(int code, boolean map, Consumer<AmqpWriter> content) {
    descriptor(code);
    AmqpWriter inner = new AmqpWriter();
    content.accept(inner);
    out.write(map ? MAP : LIST);
    word(inner.out.size() + Integer.BYTES);
    word(inner.count);
    out.writeBytes(inner.out.toByteArray());
  }

  /** A section that is binary. */
  void binarySection(int code, byte[] content) {
    descriptor(code);
    binary(content);
  }

  private void descriptor(int code) {
    out.write(DESCRIBED);
    out.write(SMALL_ULONG);
    out.write(code);
  }

  void symbol(String text) {
    variable(SHORT_SYMBOL, text.getBytes(StandardCharsets.US_ASCII));
  }

  void string(String text) {
    variable(SHORT_STRING, text.getBytes(StandardCharsets.UTF_8));
  }

  void binary(byte[] bytes) {
    variable(SHORT_BINARY, bytes);
  }

  void number(long value) {
    out.write(LONG);
    bytes(value);
  }

  void timestamp(Instant time) {
    out.write(TIMESTAMP);
    bytes(time.toEpochMilli());
  }

  void nothing() {
    out.write(NULL);
    count++;
  }

  /** A string, or null. */
  void string(Optional<String> text) {
    text.ifPresentOrElse(this::string, this::nothing);
  }

  /** A symbol, or null. */
  void symbol(Optional<String> text) {
    text.ifPresentOrElse(this::symbol, this::nothing);
  }

  /** A time, or null. */
  void timestamp(Optional<Instant> time) {
    time.ifPresentOrElse(this::timestamp, this::nothing);
  }

  private void variable(int shortCode, byte[] content) {
    if (content.length <= BYTE_MAX) {
      out.write(shortCode);
      out.write(content.length);
    } else {
      out.write(shortCode + TO_LONG);
      word(content.length);
    }
    out.writeBytes(content);
    count++;
  }

  private void word(int value) {
    for (int shift = Integer.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      out.write(value >> shift);
    }
  }

  private void bytes(long value) {
    word((int) (value >> Integer.SIZE));
    word((int) value);
    count++;
  }

  /** The bytes written so far. */
  byte[] written() {
    return out.toByteArray();
  }
}
