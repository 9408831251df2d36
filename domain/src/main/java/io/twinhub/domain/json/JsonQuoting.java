package io.twinhub.domain.json;

/** Quotes and escapes a text as JSON does, for {@code toString} and error messages. */
final class JsonQuoting {

  private static final char FIRST_PRINTABLE = 0x20;

  private JsonQuoting() {}

  static String quoted(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < FIRST_PRINTABLE || isHalf(text, i)) {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }

  /** Whether there is half a surrogate pair at {@code i}, which no encoding has; JSON escapes it. */
  private static boolean isHalf(String text, int i) {
    char c = text.charAt(i);
    boolean pairedBefore =
        Character.isLowSurrogate(c) && i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    boolean pairedAfter = Character.isHighSurrogate(c)
        && i + 1 < text.length()
        && Character.isLowSurrogate(text.charAt(i + 1));
    return Character.isSurrogate(c) && !pairedBefore && !pairedAfter;
  }
}
