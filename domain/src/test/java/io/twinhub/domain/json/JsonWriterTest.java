package io.twinhub.domain.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON text as it is written, to machines and to people. */
class JsonWriterTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "[]", "null", "true", "-1.5", "1E+400", "\"\"", "[{\"a\":[]},{\"b\":{}},1]"})
  void compact_text_has_nothing_that_is_not_needed(String text) {
    assertThat(JsonWriter.text(TestJson.value(text))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "0, \\u0000",
        "7, \\u0007",
        "8, \\b",
        "9, \\t",
        "10, \\n",
        "11, \\u000B",
        "12, \\f",
        "13, \\r",
        "31, \\u001F",
        "34, \\\"",
        "92, \\\\",
        "55296, \\uD800",
        "56320, \\uDC00",
        "57343, \\uDFFF"
      })
  void what_a_string_may_not_hold_is_escaped(int character, String escaped) {
    String text = "a" + (char) character + "z";
    assertThat(JsonWriter.text(new JsonString(text))).isEqualTo("\"a" + escaped + "z\"");
    assertThat(JsonWriter.text(JsonObject.of(text, JsonNull.NULL)))
        .isEqualTo("{\"a" + escaped + "z\":null}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "<é>", "\u007f", "\u2028", "日本", "\ud83d\ude00\ud83d\ude00"})
  void everything_else_stands_as_it_is(String text) {
    assertThat(new String(JsonWriter.bytes(new JsonString(text)), StandardCharsets.UTF_8))
        .isEqualTo("\"" + text + "\"");
  }

  @Test
  void halves_of_pairs_in_the_wrong_order_are_halves() {
    assertThat(JsonWriter.text(new JsonString("\ude00\ud83d"))).isEqualTo("\"\\uDE00\\uD83D\"");
    assertThat(JsonWriter.text(new JsonString("\ud83d\ud83d\ude00\ude00")))
        .isEqualTo("\"\\uD83D\ud83d\ude00\\uDE00\"");
  }

  @Test
  void the_form_for_people_has_one_member_or_element_a_line() {
    assertThat(JsonWriter.pretty(TestJson.value("{'a':{'b':1,'c':[2,'x']},'d':{},'e':[]}")))
        .isEqualTo("""
            {
              "a": {
                "b": 1,
                "c": [
                  2,
                  "x"
                ]
              },
              "d": { },
              "e": [ ]
            }""");
  }
}
