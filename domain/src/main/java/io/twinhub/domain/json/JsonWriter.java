package io.twinhub.domain.json;

import java.nio.charset.StandardCharsets;

/**
 * Values as JSON text (RFC 8259). Numbers keep their digits and members their order. An unpaired surrogate,
 * which UTF-8 cannot express, is escaped.
 */
public final class JsonWriter {
  private static final char FIRST_PRINTABLE = 0x20;
  private static final String INDENT = "  ";

  /** Room for most documents, in characters. */
  private static final int LENGTH_EXPECTED = 1024;

  private final StringBuilder out = new StringBuilder(LENGTH_EXPECTED);
  private final boolean pretty;
  private int depth;

  private JsonWriter(boolean pretty) {
    this.pretty = pretty;
  }

  /** The value as compact text. */
  public static String text(JsonValue value) {
    return written(value, false);
  }

  /** The value as compact text in UTF-8. */
  public static byte[] bytes(JsonValue value) {
    return text(value).getBytes(StandardCharsets.UTF_8);
  }

  /** The value as text for people: one member or element per line, indented by two spaces per level. */
  public static String pretty(JsonValue value) {
    return written(value, true);
  }

  private static String written(JsonValue value, boolean pretty) {
    JsonWriter writer = new JsonWriter(pretty);
    writer.value(value);
    return writer.out.toString();
  }

  private void value(JsonValue value) {
    if (value instanceof JsonObject object) {
      begin('{');
      for (int i = 0; i < object.size(); i++) {
        item(i);
        quoted(object.names().get(i));
        out.append(pretty ? ": " : ":");
        value(object.valueAt(i));
      }
      end(object.isEmpty(), '}');
    } else if (value instanceof JsonArray array) {
      begin('[');
      for (int i = 0; i < array.elements().size(); i++) {
        item(i);
        value(array.elements().get(i));
      }
      end(array.elements().isEmpty(), ']');
    } else if (value instanceof JsonString string) {
      quoted(string.value());
    } else {
      out.append(value);
    }
  }

  private void begin(char bracket) {
    out.append(bracket);
    depth++;
  }

  private void item(int number) {
    if (number > 0) {
      out.append(',');
    }
    newLine();
  }

  private void end(boolean empty, char bracket) {
    depth--;
    if (!empty) {
      newLine();
    } else if (pretty) {
      out.append(' ');
    }
    out.append(bracket);
  }

  private void newLine() {
    if (pretty) {
      out.append('\n').append(INDENT.repeat(depth));
    }
  }

  private void quoted(String text) {
    out.append('"');
    int plain = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < FIRST_PRINTABLE || c == '"' || c == '\\' || isHalf(text, i)) {
        out.append(text, plain, i);
        escaped(c);
        plain = i + 1;
      }
    }
    out.append(text, plain, text.length()).append('"');
  }

  private void escaped(char c) {
    switch (c) {
      case '"', '\\' -> out.append('\\').append(c);
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> out.append("\\u%04X".formatted((int) c));
    }
  }

  /** Whether the character at {@code i} is a surrogate without its other half. */
  private static boolean isHalf(String text, int i) {
    char c = text.charAt(i);
    if (!Character.isSurrogate(c)) {
      return false;
    }
    int other = Character.isHighSurrogate(c) ? i + 1 : i - 1;
    return other < 0
        || other == text.length()
        || !Character.isSurrogatePair(
            text.charAt(Math.min(i, other)), text.charAt(Math.max(i, other)));
  }
}
