package io.twinhub.bootstrap.cli.print;

import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Rows as a table. What does not fit is shortened, never passed over in silence: an object or array is shown
 * as the beginning of its JSON, and columns that find no place are stood for by dots.
 */
final class TextTable {
  /** The gap between two columns. */
  private static final String GAP = "  ";

  private static final String MORE = "…";

  /** How much of an object or array is shown, in characters; its rest is for JSON. */
  private static final int NESTED_SHOWN_MAX = 40;

  /** To how few characters a column is shortened before later columns are left out. */
  private static final int COLUMN_MIN = 8;

  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

  private TextTable() {}

  /**
   * The table.
   *
   * @param width how many characters a line may have; empty if it does not matter
   * @return empty if there is no row
   */
  static String of(List<JsonObject> rows, OptionalInt width) {
    List<String> columns = ColumnNames.of(rows);
    if (columns.isEmpty()) {
      return "";
    }
    List<List<String>> lines = new ArrayList<>();
    lines.add(columns.stream().map(TextTable::plain).toList());
    rows.forEach(row -> lines.add(columns.stream().map(name -> cell(row, name)).toList()));
    int[] widths = new int[columns.size()];
    for (List<String> line : lines) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], length(line.get(i)));
      }
    }
    int[] fitting = width.isPresent() ? fitting(widths, width.getAsInt()) : widths;
    lines.add(1, rule(fitting));
    return lines.stream().map(line -> padded(line, fitting)).collect(Collectors.joining("\n"));
  }

  private static String cell(JsonObject row, String name) {
    JsonValue value = row.find(name).orElse(JsonNull.NULL);
    if (value == JsonNull.NULL) {
      return "";
    }
    boolean nested = value instanceof JsonObject || value instanceof JsonArray;
    return nested ? shortened(value.toString(), NESTED_SHOWN_MAX) : plain(OutputFormat.bare(value));
  }

  /** A value with a line break in it would break the table. */
  private static String plain(String text) {
    return CONTROL.matcher(text).replaceAll(" ");
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  private static String shortened(String text, int max) {
    return length(text) <= max
        ? text
        : text.substring(0, text.offsetByCodePoints(0, max - 1)) + MORE;
  }

  /** The widths with the widest shortened until a line fits; the last is {@link #MORE} if columns are left out. */
  private static int[] fitting(int[] widths, int width) {
    int[] kept = widths;
    int cap = cap(kept, width);
    while (cap < COLUMN_MIN && kept.length > 1) {
      kept = Arrays.copyOf(widths, kept.length - 1);
      cap = cap(kept, width - GAP.length() - MORE.length());
    }
    int most = Math.max(cap, 1);
    return Arrays.stream(kept).map(each -> Math.min(each, most)).toArray();
  }

  /** The largest width to which columns can be shortened so that a line fits. */
  private static int cap(int[] widths, int width) {
    int room = width - GAP.length() * (widths.length - 1);
    int cap = Arrays.stream(widths).max().orElse(0);
    while (cap > 0 && total(widths, cap) > room) {
      cap--;
    }
    return cap;
  }

  private static int total(int[] widths, int cap) {
    int total = 0;
    for (int each : widths) {
      total += Math.min(each, cap);
    }
    return total;
  }

  private static List<String> rule(int[] widths) {
    return Arrays.stream(widths).mapToObj("-"::repeat).toList();
  }

  private static String padded(List<String> line, int[] widths) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String cell = shortened(line.get(i), widths[i]);
      text.append(cell).append(" ".repeat(widths[i] - length(cell))).append(GAP);
    }
    return line.size() > widths.length ? text + MORE : text.toString().stripTrailing();
  }
}
