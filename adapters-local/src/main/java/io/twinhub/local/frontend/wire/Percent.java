package io.twinhub.local.frontend.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Percent-encoding (RFC 3986, 2.1). A plus sign does not stand for a blank: ids and base64 contain plus signs
 * and no blanks.
 */
public final class Percent {
  private static final String UNRESERVED = "-._~";
  private static final String SLASH = "%2F";
  private static final int HEX = 16;
  private static final int HEX_DIGITS = 2;
  private static final int BYTE = 0xFF;

  private Percent() {}

  /**
   * The text that {@code encoded} stands for. A percent sign that is not followed by two hex digits stands
   * for itself: Java's service client does not encode ids, and ids may hold percent signs.
   */
  public static String decode(String encoded) {
    if (encoded.indexOf('%') < 0) {
      return encoded;
    }
    byte[] from = encoded.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream to = new ByteArrayOutputStream(from.length);
    for (int i = 0; i < from.length; i++) {
      if (from[i] == '%' && i + HEX_DIGITS < from.length && isHex(from[i + 1], from[i + 2])) {
        to.write(Character.digit(from[i + 1], HEX) * HEX + Character.digit(from[i + 2], HEX));
        i += HEX_DIGITS;
      } else {
        to.write(from[i]);
      }
    }
    return to.toString(StandardCharsets.UTF_8);
  }

  private static boolean isHex(int high, int low) {
    return Character.digit(high, HEX) >= 0 && Character.digit(low, HEX) >= 0;
  }

  /**
   * The parts of a text between its slashes, empty parts included.
   *
   * @param encodedToo whether {@code %2F} is a slash as well
   */
  public static List<String> splitAtSlashes(String text, boolean encodedToo) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      boolean encoded = encodedToo && text.regionMatches(true, i, SLASH, 0, SLASH.length());
      if (encoded || text.charAt(i) == '/') {
        parts.add(text.substring(from, i));
        i += encoded ? HEX_DIGITS : 0;
        from = i + 1;
      }
    }
    parts.add(text.substring(from));
    return parts;
  }

  /** The text with every byte encoded that is not unreserved, in upper-case hex digits. */
  public static String encode(String text) {
    return encode(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The bytes, with each one encoded that is not unreserved, in upper-case hex digits. */
  public static String encode(byte[] bytes) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : bytes) {
      char c = (char) (b & BYTE);
      boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (plain || UNRESERVED.indexOf(c) >= 0) {
        encoded.append(c);
      } else {
        encoded.append("%%%02X".formatted((int) c));
      }
    }
    return encoded.toString();
  }
}
