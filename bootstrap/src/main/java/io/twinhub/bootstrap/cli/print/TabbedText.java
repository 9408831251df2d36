package io.twinhub.bootstrap.cli.print;

import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonValue;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Rows of values with tabs between them, as {@code az} prints them: without quotes, {@code null} as
 * {@code None}, an array in a row as its length, an object in a row as nothing.
 */
final class TabbedText {
  private TabbedText() {}

  /** The lines. */
  static String of(JsonValue value) {
    List<JsonValue> rows = value instanceof JsonArray array ? array.elements() : List.of(value);
    return rows.stream().map(TabbedText::line).collect(Collectors.joining("\n"));
  }

  private static String line(JsonValue row) {
    if (row instanceof JsonObject object) {
      return object.names().stream()
          .map(name -> cell(object.find(name).orElse(JsonNull.NULL)))
          .collect(Collectors.joining("\t"));
    }
    return row instanceof JsonArray array
        ? array.elements().stream().map(TabbedText::cell).collect(Collectors.joining("\t"))
        : cell(row);
  }

  private static String cell(JsonValue value) {
    if (value instanceof JsonArray array) {
      return Integer.toString(array.elements().size());
    }
    if (value instanceof JsonObject) {
      return "";
    }
    return value == JsonNull.NULL ? "None" : OutputFormat.bare(value);
  }
}
