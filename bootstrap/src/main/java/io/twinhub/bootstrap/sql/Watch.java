package io.twinhub.bootstrap.sql;

import io.twinhub.domain.document.DocumentNames;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Runs a query again and again and prints what changed: {@code +} marks a new row, {@code -} a row that is
 * gone, {@code ~} a row whose values have changed. Rows are identified by device and module, and rows without
 * ids by their content.
 */
final class Watch {
  private static final long PERIOD_MILLIS = 1000;
  private static final int PAGE_ROWS = 100;

  /** How many rows are watched; a larger answer is refused, since each run reads all of it. */
  static final int ROWS_MAX = 10_000;

  private final SqlHub hub;
  private final PrintWriter out;

  Watch(SqlHub hub, PrintWriter out) {
    this.hub = hub;
    this.out = out;
  }

  /** Watches until the thread is interrupted. */
  void run(String sql) {
    Map<String, JsonValue> before = Map.of();
    try {
      while (!Thread.interrupted()) {
        Map<String, JsonValue> now = rows(sql);
        tell(before, now);
        before = now;
        TimeUnit.MILLISECONDS.sleep(PERIOD_MILLIS);
      }
    } catch (InterruptedException enough) {
      // Ctrl-C ends the watch, not the shell.
    }
  }

  private Map<String, JsonValue> rows(String sql) {
    Map<String, JsonValue> rows = new LinkedHashMap<>();
    Optional<String> next = Optional.empty();
    do {
      SqlHub.Page page = hub.page(sql, PAGE_ROWS, next);
      page.rows().forEach(row -> rows.put(key(row), row));
      next = page.next();
    } while (next.isPresent() && rows.size() < ROWS_MAX);
    if (next.isPresent()) {
      throw new IllegalArgumentException(
          "more than %,d rows; narrow the query".formatted(ROWS_MAX));
    }
    return rows;
  }

  private static String key(JsonValue row) {
    if (row instanceof JsonObject object
        && object.find(DocumentNames.DEVICE_ID).orElse(row) instanceof JsonString id) {
      return id.value() + "/"
          + object.find(DocumentNames.MODULE_ID).map(JsonValue::toString).orElse("");
    }
    return row.toString();
  }

  /** Prints only the differences. */
  void tell(Map<String, JsonValue> before, Map<String, JsonValue> now) {
    before.forEach((key, row) -> {
      if (!now.containsKey(key)) {
        out.println("- " + row);
      }
    });
    now.forEach((key, row) -> {
      JsonValue old = before.get(key);
      if (old == null) {
        out.println("+ " + row);
      } else if (!old.equals(row)) {
        out.println("~ " + changed(old, row));
      }
    });
    out.flush();
  }

  private static String changed(JsonValue old, JsonValue row) {
    if (!(old instanceof JsonObject before) || !(row instanceof JsonObject now)) {
      return old + " -> " + row;
    }
    StringBuilder line = new StringBuilder(
        now.find(DocumentNames.DEVICE_ID).map(JsonValue::toString).orElse("row"));
    Differences.between(before, now)
        .forEach((path, values) -> line.append(
            "  %s: %s -> %s".formatted(path, shown(values.before()), shown(values.now()))));
    return line.toString();
  }

  private static String shown(Optional<JsonValue> value) {
    return value.map(JsonValue::toString).orElse("nothing");
  }
}
