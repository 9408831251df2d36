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
      } else if (c < FIRST_PRINTABLE) {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }
}
