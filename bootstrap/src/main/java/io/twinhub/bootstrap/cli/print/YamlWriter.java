package io.twinhub.bootstrap.cli.print;

import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Values as YAML in block style. A string that some reader of YAML 1.1 or 1.2 would take for something else is
 * quoted, as JSON quotes it, which is YAML too.
 */
final class YamlWriter {
  /** What every reader takes for a string, words of {@link #NOT_STRINGS} aside. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_$/][A-Za-z0-9_$/.@+=-]*");

  /** Words that YAML 1.1 or 1.2 takes for a boolean or null. */
  private static final Set<String> NOT_STRINGS =
      Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

  private static final String INDENT = "  ";

  private final StringBuilder out = new StringBuilder();

  private YamlWriter() {}

  /** The text, without a newline at its end. */
  static String text(JsonValue value) {
    YamlWriter writer = new YamlWriter();
    if (isBlock(value)) {
      writer.block(value, 0, false);
    } else {
      writer.out.append(scalar(value));
    }
    return writer.out.toString().stripTrailing();
  }

  private static boolean isBlock(JsonValue value) {
    return value instanceof JsonObject object
        ? !object.isEmpty()
        : value instanceof JsonArray array && !array.elements().isEmpty();
  }

  /** Writes an object or array that is not empty; {@code begun} if its first line has its indent already. */
  private void block(JsonValue value, int depth, boolean begun) {
    boolean first = begun;
    if (value instanceof JsonObject object) {
      for (String name : object.names()) {
        out.append(first ? "" : INDENT.repeat(depth)).append(string(name)).append(':');
        JsonValue member = object.find(name).orElse(object);
        member(member, member instanceof JsonArray ? depth : depth + 1);
        first = false;
      }
    } else if (value instanceof JsonArray array) {
      elements(array.elements(), depth, first);
    }
  }

  private void member(JsonValue value, int depth) {
    if (isBlock(value)) {
      out.append('\n');
      block(value, depth, false);
    } else {
      out.append(' ').append(scalar(value)).append('\n');
    }
  }

  private void elements(List<JsonValue> elements, int depth, boolean begun) {
    boolean first = begun;
    for (JsonValue element : elements) {
      out.append(first ? "" : INDENT.repeat(depth)).append("- ");
      if (isBlock(element)) {
        block(element, depth + 1, true);
      } else {
        out.append(scalar(element)).append('\n');
      }
      first = false;
    }
  }

  private static String scalar(JsonValue value) {
    if (value instanceof JsonObject) {
      return "{}";
    }
    if (value instanceof JsonArray) {
      return "[]";
    }
    return value instanceof JsonString text ? string(text.value()) : value.toString();
  }

  private static String string(String text) {
    boolean plain =
        PLAIN.matcher(text).matches() && !NOT_STRINGS.contains(text.toLowerCase(Locale.ROOT));
    return plain ? text : new JsonString(text).toString();
  }
}
