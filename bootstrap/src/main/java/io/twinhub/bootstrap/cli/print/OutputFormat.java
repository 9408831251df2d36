package io.twinhub.bootstrap.cli.print;

import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.json.JsonWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** How an answer is printed. */
public enum OutputFormat {
  /** As JSON, for programs and for people. */
  JSON {
    @Override
    public String render(JsonValue value) {
      return JsonWriter.pretty(value);
    }
  },
  /** As a table: one row for each object, one column for each scalar member. */
  TABLE {
    @Override
    public String render(JsonValue value) {
      return table(value);
    }
  },
  /**
   * For shells: an answer or a row with one member is printed as bare text, one row per line; everything else
   * is printed as JSON.
   */
  VALUE {
    @Override
    public String render(JsonValue value) {
      List<JsonObject> rows = rows(value);
      return rows.stream().allMatch(row -> row.size() == 1)
          ? rows.stream().map(OutputFormat::only).collect(Collectors.joining("\n"))
          : JsonWriter.pretty(value);
    }
  };

  /** The gap between two columns. */
  private static final String GAP = "  ";

  /** The text to print, without a newline at its end. */
  public abstract String render(JsonValue value);

  private static String only(JsonObject row) {
    JsonValue only = row.find(row.names().get(0)).orElse(row);
    return only instanceof JsonString text ? text.value() : only.toString();
  }

  private static String table(JsonValue value) {
    List<JsonObject> rows = rows(value);
    Set<String> columns = new LinkedHashSet<>();
    rows.forEach(
        row -> row.names().stream().filter(name -> isPlain(row, name)).forEach(columns::add));
    if (columns.isEmpty()) {
      return rows.isEmpty() ? "" : JsonWriter.pretty(value);
    }
    List<List<String>> lines = new ArrayList<>();
    lines.add(List.copyOf(columns));
    rows.forEach(row -> lines.add(columns.stream().map(name -> cell(row, name)).toList()));
    return aligned(lines, columns.size());
  }

  private static List<JsonObject> rows(JsonValue value) {
    if (value instanceof JsonArray array) {
      return array.elements().stream()
          .map(e -> e instanceof JsonObject row ? row : JsonObject.of("value", e))
          .toList();
    }
    return List.of(value instanceof JsonObject row ? row : JsonObject.of("value", value));
  }

  private static boolean isPlain(JsonObject row, String name) {
    JsonValue value = row.find(name).orElse(JsonNull.NULL);
    return !(value instanceof JsonObject) && !(value instanceof JsonArray);
  }

  private static String cell(JsonObject row, String name) {
    JsonValue value = row.find(name).orElse(JsonNull.NULL);
    if (value == JsonNull.NULL || !isPlain(row, name)) {
      return "";
    }
    return value instanceof JsonString text ? text.value() : value.toString();
  }

  private static String aligned(List<List<String>> lines, int columns) {
    int[] widths = new int[columns];
    for (List<String> line : lines) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    List<List<String>> ruled = new ArrayList<>(lines);
    List<String> rule = new ArrayList<>();
    for (int width : widths) {
      rule.add("-".repeat(width));
    }
    ruled.add(1, rule);
    return ruled.stream().map(line -> padded(line, widths)).collect(Collectors.joining("\n"));
  }

  private static String padded(List<String> line, int[] widths) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String cell = line.get(i);
      text.append(cell).append(" ".repeat(widths[i] - cell.length())).append(GAP);
    }
    return text.toString().stripTrailing();
  }
}
