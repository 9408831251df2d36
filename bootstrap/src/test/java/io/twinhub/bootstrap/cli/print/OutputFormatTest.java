package io.twinhub.bootstrap.cli.print;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.application.json.JsonText;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** How answers are printed. */
class OutputFormatTest {
  private static final JsonValue ROWS = JsonText.parse("""
      [{"deviceId": "one", "n": 1, "on": true, "none": null, "tags": {"a": 1}, "list": [1, 2]},
       {"deviceId": "two", "n": 2.5, "text": "a b"}]
      """);

  private static List<JsonObject> rows(String json) {
    return JsonText.parseArray(json).elements().stream()
        .map(JsonObject.class::cast)
        .toList();
  }

  @Test
  void a_table_has_a_column_for_each_member_and_shows_objects_shortened() {
    assertThat(OutputFormat.TABLE.render(ROWS)).isEqualTo("""
            deviceId  n    on    none  tags     list   text
            --------  ---  ----  ----  -------  -----  ----
            one       1    true        {"a":1}  [1,2]
            two       2.5                              a b""");
  }

  @Test
  void a_long_object_is_cut_in_a_table() {
    String table =
        OutputFormat.TABLE.render(JsonText.parse("{\"a\": {\"b\": \"" + "x".repeat(100) + "\"}}"));
    assertThat(table.lines().toList().get(2))
        .hasSize(40)
        .startsWith("{\"b\":\"xxx")
        .endsWith("…");
  }

  @Test
  void a_line_break_in_a_value_does_not_break_the_table() {
    assertThat(OutputFormat.TABLE.render(JsonText.parse("{\"a\\nb\": \"c\\r\\nd\\te\"}")))
        .isEqualTo("a b\n------\nc  d e");
  }

  @Test
  void of_values_that_are_no_objects_the_columns_are_numbered_as_with_az() {
    assertThat(OutputFormat.TABLE.render(JsonText.parse("[[1, \"a\"], [2, \"b\"]]")))
        .isEqualTo("Column1  Column2\n-------  -------\n1        a\n2        b");
    assertThat(OutputFormat.TABLE.render(JsonText.parse("[]"))).isEmpty();
    assertThat(OutputFormat.TABLE.render(JsonText.parse("5"))).isEqualTo("value\n-----\n5");
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 27, 30, 40, 60, 80})
  void a_table_fits_the_terminal(int width) {
    List<JsonObject> rows = rows("""
        [{"deviceId": "a-device-with-a-long-name", "status": "enabled", "tags": {"plant": "Redmond43"},
          "properties": {"desired": {"interval": 30}}, "😀😀😀😀😀😀😀😀😀😀😀😀": "😀😀😀😀😀😀😀😀😀😀😀😀😀😀"}]
        """);
    String table = TextTable.of(rows, OptionalInt.of(width));
    assertThat(table.lines()).allMatch(line -> line.codePointCount(0, line.length()) <= width);
    assertThat(table).startsWith("device");
  }

  @Test
  void columns_that_find_no_place_are_stood_for_by_dots() {
    List<JsonObject> rows =
        rows("[{\"one\": \"1234567890\", \"two\": \"1234567890\", \"three\": \"1234567890\"}]");
    assertThat(TextTable.of(rows, OptionalInt.of(25)))
        .isEqualTo("one         two         …\n----------  ----------\n1234567890  1234567890  …");
    assertThat(TextTable.of(rows, OptionalInt.of(34))).doesNotContain("…");
    assertThat(TextTable.of(rows, OptionalInt.of(33))).contains("123456789  ".replace("9", "…"));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      "text"                   | text
      5                        | 5
      null                     | None
      true                     | true
      {"a":1,"b":"x"}          | 1\\tx
      ["a","b"]                | a\\nb
      [["a",1],["b",null]]     | a\\t1\\nb\\tNone
      [{"a":{"b":1},"c":[1,2]}] | \\t2
      []                       | ``
      """)
  void tsv_is_what_az_prints(String json, String text) {
    assertThat(OutputFormat.TSV.render(JsonText.parse(json)))
        .isEqualTo(text.replace("\\t", "\t").replace("\\n", "\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "5",
        "\"text\"",
        "{\"a\": {}, \"b\": [], \"c\": [[]], \"d\": [{}]}",
        "{\"a\": [1, [2, [3, {\"b\": [4]}]]], \"c\": {\"d\": {\"e\": null}}}",
        "[{\"a\": 1, \"b\": {\"c\": 2}}, [1, 2], \"x\"]",
        "[\"yes\", \"No\", \"on\", \"null\", \"~\", \"\", \" \", \"1\", \"1.5\", \"0x1F\", \"1e3\", \"12:30\", \"2030-01-31\"]",
        "[\"a: b\", \"a #b\", \"- a\", \"?\", \"!tag\", \"&a\", \"*a\", \"%a\", \"@a\", \"`a\", \"'a\", \"\\\"a\", \"{a\", \"[a\"]",
        "{\"a: b\": 1, \"yes\": 2, \"$version\": 3, \"\": 4, \"1\": 5}",
        "[\"line\\nbreak\", \"tab\\t\", \"é😀\", \"\\u0001\", \"back\\\\slash\", \"=\", \"<<\"]",
        "[true, false, null, 1.25, -3, 1e100]"
      })
  void yaml_is_read_as_what_was_written(String json) {
    JsonValue value = JsonText.parse(json);
    String yaml = OutputFormat.YAML.render(value);
    Object read = new Load(LoadSettings.builder().build()).loadFromString(yaml);
    assertThat(plain(read))
        .as(yaml)
        .isEqualTo(plain(new Load(LoadSettings.builder().build()).loadFromString(json)));
    assertThat(OutputFormat.YAMLC.render(value)).isEqualTo(yaml);
  }

  private static String plain(Object value) {
    return String.valueOf(value);
  }

  @Test
  void yaml_is_in_block_style() {
    assertThat(OutputFormat.YAML.render(ROWS)).isEqualTo("""
        - deviceId: one
          "n": 1
          "on": true
          none: null
          tags:
            a: 1
          list:
          - 1
          - 2
        - deviceId: two
          "n": 2.5
          text: "a b\"""");
  }

  @Test
  void colours_are_added_to_json_and_nothing_else_changes() {
    String json =
        OutputFormat.JSON.render(JsonText.parse("{\"a\": \"b \\\" 5: true\", \"c\": [1.5, null]}"));
    String coloured = ColouredJson.of(json);
    assertThat(coloured.replaceAll("\u001b\\[\\d+m", "")).isEqualTo(json);
    assertThat(coloured).contains("\u001b[94m\"a\"\u001b[0m:", "\u001b[36m1.5\u001b[0m");
  }

  @ParameterizedTest
  @CsvSource({
    "0,, xterm, false",
    "80,, xterm, true",
    "80, '', xterm, true",
    "80, 1, xterm, false",
    "80,, dumb, false"
  })
  void colours_are_for_terminals_whose_user_wants_them(
      int columns, String noColour, String kind, boolean colours) {
    assertThat(Screen.of(columns, Optional.ofNullable(noColour), kind).colours())
        .isEqualTo(colours);
  }
}
