package io.twinhub.bootstrap.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.domain.json.JsonValue;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The shell, line by line. */
class SqlShellTest {
  private final FakeHub hub = new FakeHub();
  private final StringWriter out = new StringWriter();
  private final SqlShell shell = new SqlShell(hub, modes(), new PrintWriter(out));

  private static Map<String, Function<JsonValue, String>> modes() {
    Map<String, Function<JsonValue, String>> modes = new LinkedHashMap<>();
    modes.put("table", rows -> "table of " + rows);
    modes.put("json", rows -> "json of " + rows);
    return modes;
  }

  private void run(String line) {
    assertThat(shell.run(line)).as("goes on").isTrue();
  }

  @Test
  void a_query_prints_its_rows_and_how_many_there_are() {
    hub.answers("{'deviceId':'a'}");
    run(" SELECT deviceId FROM devices ; ");
    assertThat(out).hasToString("table of [{\"deviceId\":\"a\"}]\n(1 row)\n");
    assertThat(hub.asked).containsExactly("SELECT deviceId FROM devices");
  }

  @Test
  void what_is_odd_about_a_query_stands_once_above_its_rows() {
    Optional<String> warnings = Optional.of("1:8 a twin has no field 'id2'");
    hub.pages.add(new SqlHub.Page(FakeHub.rows("{'a':1}"), Optional.of("t"), warnings));
    hub.pages.add(new SqlHub.Page(FakeHub.rows("{'a':2}"), Optional.empty(), warnings));
    run("SELECT id2, a FROM devices");
    assertThat(out.toString().lines())
        .containsExactly(
            "1:8 a twin has no field 'id2'", "table of [{\"a\":1},{\"a\":2}]", "(2 rows)");
  }

  @Test
  void all_pages_are_read_and_a_flood_is_cut() {
    String[] rows = IntStream.range(0, 100).mapToObj(i -> "{'i':" + i + "}").toArray(String[]::new);
    for (int i = 0; i < 11; i++) {
      hub.pages.add(new SqlHub.Page(FakeHub.rows(rows), Optional.of("t" + i), Optional.empty()));
    }
    run("SELECT * FROM devices");
    assertThat(out.toString())
        .endsWith("(1000 rows and more; narrow it with WHERE, or use 'twinhub query')\n");
    assertThat(hub.asked)
        .startsWith("SELECT * FROM devices", "SELECT * FROM devices from t0")
        .hasSize(10);
  }

  @ParameterizedTest
  @ValueSource(strings = {".paths", ".schema", ".tables;"})
  void the_paths_that_occur_are_listed(String line) {
    run(line);
    assertThat(out).hasToString("tags.plant\nproperties.reported.Temp\n");
  }

  @Test
  void the_mode_changes_how_rows_are_printed() {
    hub.answers("{'a':1}");
    run(".mode JSON");
    run("SELECT a FROM devices");
    assertThat(out.toString()).startsWith("json of [");
  }

  @Test
  void the_timer_adds_a_line() {
    hub.answers();
    run(".timer on");
    run("SELECT a FROM devices");
    assertThat(out.toString()).containsPattern("\\(0 rows\\)\n\\d+\\.\\d ms\n$");
  }

  @Test
  void explain_tells_columns_rows_and_time() {
    run(".explain SELECT * FROM devices;");
    assertThat(out).hasToString("""
        SELECT * FROM devices
          reads columns only
          column tags.a: built now, 43 different values, 4,000 KiB
          0 rows examined one by one, 1,234 matched, 1.234 ms
        """);
  }

  @Test
  void why_tells_each_clause_with_its_values() {
    run(".why dev-1 SELECT * FROM devices WHERE tags.a = 1 AND tags.b = 2");
    assertThat(out).hasToString("""
        dev-1 is not returned
          undefined  tags.a = 1 AND tags.b = 2
          true         tags.a = 1
                         tags.a = 1
          undefined    tags.b = 2
                         tags.b is not there
          warning, line 1, column 7: odd
        """);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      .method d reboot                | reboot of d with null
      .METHOD d reboot;               | reboot of d with null
      .method  d/m  reboot  { "a": [1, 2] } ; | reboot of d/m with {"a":[1,2]}
      .method d reboot "text  text"   | reboot of d with "text  text"
      """)
  void a_method_is_called_and_its_answer_printed(String line, String asked) {
    run(line);
    assertThat(hub.asked).containsExactly(asked);
    assertThat(out).hasToString("status 207\n{\n  \"a\": 1\n}\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", ";"})
  void an_empty_line_does_nothing(String line) {
    run(line);
    assertThat(out.toString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {".exit", " .quit ", ".exit;"})
  void the_shell_ends(String line) {
    assertThat(shell.run(line)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
      .what          | there is no command .what; .help lists them
      .mode          | write .mode table or json
      .mode xml      | write .mode table or json
      .timer maybe   | write .timer on or off
      .explain       | write .explain and a query
      .watch         | write .watch and a query
      .method        | write .method, a device's id or DEVICE/MODULE, a method's name, and its payload as JSON if it has one
      .method dev-1  | write .method, a device's id or DEVICE/MODULE, a method's name, and its payload as JSON if it has one
      .method d m {a | not JSON: line 1, column 2: expected a name in double quotes, found 'a'
      .method d/ m   | "module id '': use 1 to 128 ASCII letters, digits and - : . + % _ # * ? ! ( ) , = @ ; $ '"
      .method d/m/n m | "module id 'm/n': use 1 to 128 ASCII letters, digits and - : . + % _ # * ? ! ( ) , = @ ; $ '"
      .why dev-1     | write .why, a device's id, and a query
      """)
  void a_wrong_command_says_how_to_write_it(String line, String message) {
    assertThatThrownBy(() -> shell.run(line)).hasMessage(message);
  }

  @Test
  void help_names_every_command() {
    run(".help");
    assertThat(out.toString())
        .contains("SELECT", ".explain", ".why", ".watch", ".method", ".mode", ".timer", ".exit");
  }

  @Test
  void of_a_stream_each_wrong_line_is_told_with_its_number_and_the_rest_is_run()
      throws IOException {
    hub.answers("{'a':1}");
    StringWriter err = new StringWriter();
    BufferedReader lines = new BufferedReader(new StringReader(
        ".what\nSELECT a FROM devices\nSELECT b FROM devices\n.exit\nSELECT c FROM devices\n"));
    assertThat(SqlTerminal.runAll(lines, shell, new PrintWriter(err))).isEqualTo(2);
    assertThat(err).hasToString("""
        line 1: there is no command .what; .help lists them
        line 3: 400 the query is refused
        """);
    assertThat(out.toString()).endsWith("(1 row)\n");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      sel     | select
      SEL     | SELECT
      tags.p  | tags.plant
      TAGS.P  | tags.plant
      properties.reported.t | properties.reported.Temp
      is_     | is_defined(
      """)
  void words_and_paths_are_completed(String word, String found) {
    assertThat(new SqlWords(hub::paths).completions(word)).containsExactly(found);
  }

  @Test
  void after_from_only_collections_are_completed() {
    SqlWords words = new SqlWords(hub::paths);
    assertThat(words.completions("FROM", ""))
        .containsExactly("devices", "devices.modules", "devices.jobs");
    assertThat(words.completions("from", "DEVICES.m")).containsExactly("devices.modules");
    assertThat(words.completions("WHERE", "TAGS.P")).containsExactly("tags.plant");
  }

  @Test
  void nothing_begun_is_completed_by_everything() {
    assertThat(new SqlWords(hub::paths).completions("").stream().collect(Collectors.joining(" ")))
        .contains("SELECT", "WHERE", "tags.plant");
  }
}
