package io.twinhub.domain.twin;

import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonBool;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;

/**
 * The size of a section as Azure counts it: for each property, the bytes of its key plus those of its value.
 * A string counts its UTF-8 bytes without control characters, a number counts 8, a boolean 4, and an object
 * the sum of its members. An array counts the sum of its elements, which Azure does not document.
 */
final class TwinSize implements JsonValue.Visitor<Integer> {
  private static final TwinSize INSTANCE = new TwinSize();
  private static final int NUMBER_BYTES = 8;
  private static final int BOOLEAN_BYTES = 4;
  private static final char DELETE = 0x7f;

  private TwinSize() {}

  static int of(JsonValue value) {
    return value.accept(INSTANCE);
  }

  /** The bytes of {@code text} in UTF-8; an unpaired surrogate counts as the character that replaces it. */
  static int utf8Bytes(String text, boolean countControls) {
    int plain = 0;
    while (plain < text.length() && isPlain(text.charAt(plain))) {
      plain++;
    }
    int bytes = plain;
    for (int i = plain; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      i += Character.charCount(codePoint);
      bytes += countControls || !Character.isISOControl(codePoint) ? utf8Bytes(codePoint) : 0;
    }
    return bytes;
  }

  /** Whether it takes one byte and is not a control character. */
  private static boolean isPlain(char c) {
    return c >= ' ' && c < DELETE;
  }

  private static int utf8Bytes(int codePoint) {
    if (codePoint < 0x80) {
      return 1;
    }
    if (codePoint < 0x800) {
      return 2;
    }
    return codePoint < 0x10000 ? 3 : 4;
  }

  @Override
  public Integer object(JsonObject value) {
    int[] sum = {0};
    value.forEach((name, member) -> sum[0] += utf8Bytes(name, true) + of(member));
    return sum[0];
  }

  @Override
  public Integer array(JsonArray value) {
    return value.elements().stream().mapToInt(TwinSize::of).sum();
  }

  @Override
  public Integer string(JsonString value) {
    return utf8Bytes(value.value(), false);
  }

  @Override
  public Integer number(JsonNumber value) {
    return NUMBER_BYTES;
  }

  @Override
  public Integer bool(JsonBool value) {
    return BOOLEAN_BYTES;
  }

  @Override
  public Integer nothing(JsonNull value) {
    return 0;
  }
}
