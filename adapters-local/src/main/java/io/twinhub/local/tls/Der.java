package io.twinhub.local.tls;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Writes the few DER values that a certificate is made of (ITU-T X.690). */
final class Der {
  private static final int BOOLEAN = 0x01;
  private static final int INTEGER = 0x02;
  private static final int BIT_STRING = 0x03;
  private static final int OCTET_STRING = 0x04;
  private static final int OID = 0x06;
  private static final int UTF8_STRING = 0x0C;
  private static final int UTC_TIME = 0x17;
  private static final int GENERALIZED_TIME = 0x18;
  private static final int SEQUENCE = 0x30;
  private static final int SET = 0x31;

  private static final int SHORT_LENGTH_MAX = 0x7F;
  private static final int MORE = 0x80;
  private static final int SEVEN_BITS = 0x7F;
  private static final int ARC_FACTOR = 40;
  private static final byte TRUE = -1;

  /** UTCTime ends here (RFC 5280, 4.1.2.5). */
  private static final Instant YEAR_2050 = Instant.parse("2050-01-01T00:00:00Z");

  private static final DateTimeFormatter SHORT_YEAR =
      DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter LONG_YEAR =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

  private Der() {}

  static byte[] tagged(int tag, byte[]... parts) {
    byte[] content = joined(parts);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    if (content.length <= SHORT_LENGTH_MAX) {
      out.write(content.length);
    } else {
      byte[] length = BigInteger.valueOf(content.length).toByteArray();
      int skip = length[0] == 0 ? 1 : 0;
      out.write(MORE | (length.length - skip));
      out.write(length, skip, length.length - skip);
    }
    out.writeBytes(content);
    return out.toByteArray();
  }

  static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  static byte[] sequence(byte[]... parts) {
    return tagged(SEQUENCE, parts);
  }

  static byte[] set(byte[] part) {
    return tagged(SET, part);
  }

  static byte[] integer(BigInteger value) {
    return tagged(INTEGER, value.toByteArray());
  }

  static byte[] yes() {
    return tagged(BOOLEAN, new byte[] {TRUE});
  }

  static byte[] utf8(String text) {
    return tagged(UTF8_STRING, text.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] octets(byte[] content) {
    return tagged(OCTET_STRING, content);
  }

  static byte[] bits(byte[] content) {
    return bits(0, content);
  }

  static byte[] bits(int unusedBits, byte... content) {
    return tagged(BIT_STRING, new byte[] {(byte) unusedBits}, content);
  }

  static byte[] time(Instant time) {
    return time.isBefore(YEAR_2050)
        ? tagged(UTC_TIME, SHORT_YEAR.format(time).getBytes(StandardCharsets.US_ASCII))
        : tagged(GENERALIZED_TIME, LONG_YEAR.format(time).getBytes(StandardCharsets.US_ASCII));
  }

  /** An object identifier, written with dots. */
  static byte[] oid(String dotted) {
    String[] arcs = dotted.split("\\.", -1);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(Integer.parseInt(arcs[0]) * ARC_FACTOR + Integer.parseInt(arcs[1]));
    for (int i = 2; i < arcs.length; i++) {
      writeArc(out, Integer.parseInt(arcs[i]));
    }
    return tagged(OID, out.toByteArray());
  }

  /** Writes seven bits per byte, the highest first, with the top bit set in all but the last byte. */
  private static void writeArc(ByteArrayOutputStream out, int arc) {
    int bits = Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(arc));
    for (int shift = (bits - 1) / 7 * 7; shift >= 0; shift -= 7) {
      int group = arc >> shift & SEVEN_BITS;
      out.write(shift > 0 ? group | MORE : group);
    }
  }
}
