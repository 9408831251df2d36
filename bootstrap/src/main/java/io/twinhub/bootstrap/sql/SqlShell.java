package io.twinhub.bootstrap.sql;

import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.json.JsonWriter;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The shell without its terminal: takes a statement, prints the answer. A statement is a query, or begins
 * with a dot and a command; a semicolon at its end is allowed and means nothing.
 */
public final class SqlShell {
  /** How many rows one query prints; if there are more, the shell only says so. */
  static final int ROWS_MAX = 1000;

  /** What {@code .help} prints. */
  static final String HELP = """
      SELECT …;              runs a query, over any number of lines; an empty line ends it too
      .explain SELECT …      how the hub answers it: columns, rows read, time
      .why ID SELECT …       why a device is in the answer, or is not: clause by clause
      .watch SELECT …        the answer, then each change of it, until Ctrl-C
      .method ID NAME JSON   calls a direct method of a device; ID/MODULE of a module; JSON may be missing
      .paths                 the properties that occur in twins, also as .schema and .tables
      .mode table|json       how rows are printed
      .timer on|off          whether times are printed
      .help                  this text
      .exit                  ends the shell, as Ctrl-D does""";

  private static final int PAGE_ROWS = 100;
  private static final double NANOS_PER_MILLI = 1_000_000;
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private final SqlHub hub;
  private final Map<String, Function<JsonValue, String>> modes;
  private final PrintWriter out;
  private final Watching watching;
  private String mode;
  private boolean timer;

  /** Watches a query until the user ends it. */
  interface Watching {
    void watch(String sql);
  }

  /**
   * A shell on one hub.
   *
   * @param modes how rows are printed, by the names that {@code .mode} takes; the first is the default
   */
  public SqlShell(SqlHub hub, Map<String, Function<JsonValue, String>> modes, PrintWriter out) {
    this.hub = hub;
    this.modes = modes;
    this.out = out;
    this.mode = modes.keySet().iterator().next();
    this.watching = new Watch(hub, out)::run;
  }

  /**
   * Runs one statement.
   *
   * @return whether the shell continues
   * @throws RuntimeException with a message for the user, if the statement is wrong or the hub refuses
   */
  public boolean run(String line) {
    String command = withoutSemicolon(line);
    if (command.isEmpty()) {
      return true;
    }
    if (command.equals(".exit") || command.equals(".quit")) {
      return false;
    }
    long start = System.nanoTime();
    if (command.startsWith(".")) {
      String[] words = BLANKS.split(command, 2);
      dot(words[0].toLowerCase(Locale.ROOT), words.length > 1 ? words[1] : "");
    } else {
      query(command);
    }
    if (timer) {
      out.printf(Locale.ROOT, "%.1f ms%n", (System.nanoTime() - start) / NANOS_PER_MILLI);
    }
    out.flush();
    return true;
  }

  private static String withoutSemicolon(String line) {
    String stripped = line.strip();
    return stripped.endsWith(";") ? stripped.substring(0, stripped.length() - 1).strip() : stripped;
  }

  private void dot(String command, String rest) {
    switch (command) {
      case ".help" -> out.println(HELP);
      case ".explain" -> out.println(ExplanationText.ofPlan(hub.explain(required(command, rest))));
      case ".why" -> why(rest);
      case ".watch" -> watching.watch(required(command, rest));
      case ".method" -> method(MethodLine.parse(rest));
      case ".paths", ".schema", ".tables" -> hub.paths().forEach(out::println);
      case ".mode" -> mode = oneOf(command, rest, List.copyOf(modes.keySet()));
      case ".timer" -> timer = oneOf(command, rest, List.of("on", "off")).equals("on");
      default ->
        throw new IllegalArgumentException(
            "there is no command %s; .help lists them".formatted(command));
    }
  }

  private void why(String rest) {
    String[] words = BLANKS.split(rest, 2);
    if (words.length < 2) {
      throw new IllegalArgumentException("write .why, a device's id, and a query");
    }
    out.println(ExplanationText.ofVerdict(words[0], hub.why(words[1], words[0])));
  }

  private void method(MethodLine call) {
    JsonObject answer = hub.invoke(call.address(), call.name(), call.payload());
    out.println("status " + answer.find("status").orElse(JsonNull.NULL));
    out.println(JsonWriter.pretty(answer.find("payload").orElse(JsonNull.NULL)));
  }

  private static String required(String command, String rest) {
    if (rest.isEmpty()) {
      throw new IllegalArgumentException("write %s and a query".formatted(command));
    }
    return rest;
  }

  private static String oneOf(String command, String word, List<String> known) {
    String given = word.toLowerCase(Locale.ROOT);
    if (!known.contains(given)) {
      throw new IllegalArgumentException(
          "write %s %s".formatted(command, String.join(" or ", known)));
    }
    return given;
  }

  private void query(String sql) {
    List<JsonValue> rows = new ArrayList<>();
    Optional<String> next = Optional.empty();
    do {
      SqlHub.Page page = hub.page(sql, PAGE_ROWS, next);
      if (next.isEmpty()) {
        page.warnings().ifPresent(out::println);
      }
      rows.addAll(page.rows());
      next = page.next();
    } while (next.isPresent() && rows.size() < ROWS_MAX);
    Function<JsonValue, String> print = modes.getOrDefault(mode, JsonValue::toString);
    String text = print.apply(new JsonArray(rows));
    if (!text.isEmpty()) {
      out.println(text);
    }
    String more = next.isPresent() ? " and more; narrow it with WHERE, or use 'twinhub query'" : "";
    out.printf("(%d %s%s)%n", rows.size(), rows.size() == 1 ? "row" : "rows", more);
  }
}
