package io.twinhub.application.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON text to values and back. Source: RFC 8259, ADR-0004. */
class JsonTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1,\"b\":{\"c\":[true,false,null,\"x\"]}}",
        "9007199254740993",
        "12345678901234567890",
        "0.1234567890123456789012345678901234567",
        "\"\\\"\\\\\\n€😀\"",
        "[]",
        "{}"
      })
  void what_is_read_is_written_again(String text) {
    assertThat(JsonWriter.text(JsonText.parse(text))).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"1.10, 1.1", "1e2, 100", "-0, 0", "1.0, 1", "1E400, 1E+400"})
  void numbers_keep_their_value_not_their_spelling(String read, String written) {
    assertThat(JsonWriter.text(JsonText.parse(read))).isEqualTo(written);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e1001",
        "-1E-1001",
        "1e2147483648",
        "1e-2147483648",
        "100e2147483647",
        "1e99999999999",
        "1e-99999999999"
      })
  void a_number_with_an_exponent_that_no_decimal_has_is_refused_with_its_place(String number) {
    assertThatThrownBy(() -> JsonText.parse("{\"a\":\n" + number + "}"))
        .isInstanceOf(HubException.class)
        .hasMessage("not JSON: line 2, column 1: the exponent of a number is beyond 1000");
  }

  @Test
  void a_text_of_a_client_has_a_hundred_thousand_tokens_at_most() {
    String most = "[" + "0,".repeat(JsonText.TOKENS_MAX - 3) + "0]";
    assertThat(JsonText.parseOfClient(utf8(most))).isEqualTo(JsonText.parse(most));
    String more = most.replaceFirst("0", "0,0");
    assertThatThrownBy(() -> JsonText.parseOfClient(utf8(more)))
        .isInstanceOf(HubException.class)
        .hasMessageContaining("more than 100000 names and values");
    assertThat(JsonText.parse(more)).isNotNull();
  }

  @Test
  void names_of_a_client_are_not_kept_for_longer_than_its_text() {
    String name = UUID.randomUUID().toString().intern();
    byte[] text = utf8("{\"%s\":1}".formatted(name));
    assertThat(JsonText.parseObjectOfClient(text).names().get(0))
        .isEqualTo(name)
        .isNotSameAs(name);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void of_two_members_with_one_name_the_last_counts() {
    assertThat(JsonWriter.text(JsonText.parse("{\"a\":1,\"b\":2,\"a\":3}")))
        .isEqualTo("{\"a\":3,\"b\":2}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{\"a\":1,}",
        "[1,]",
        "01",
        "NaN",
        "'x'",
        "{a:1}",
        "1 2",
        "tru",
        "\"\u0001\"",
        "+1"
      })
  void what_is_not_json_is_refused(String text) {
    assertThatThrownBy(() -> JsonText.parse(text))
        .isInstanceOfSatisfying(
            HubException.class,
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.IOT_HUB_FORMAT_ERROR));
  }

  @Test
  void a_refusal_names_the_place() {
    assertThatThrownBy(() -> JsonText.parse("{\"a\":\n 1,}"))
        .hasMessage("not JSON: line 2, column 4: expected a name in double quotes, found '}'");
  }

  @Test
  void a_text_that_ends_too_early_is_named_as_such() {
    assertThatThrownBy(() -> JsonText.parse("{\"a\":1"))
        .hasMessage("not JSON: line 1, column 7: the text ends too early");
  }

  @Test
  void more_text_after_the_value_is_refused() {
    assertThatThrownBy(() -> JsonText.parse("{} {}"))
        .hasMessage("not JSON: line 1, column 4: more text after the value");
  }

  @Test
  void a_text_nested_too_deep_is_refused_and_the_stack_survives() {
    assertThatThrownBy(() -> JsonText.parse("[".repeat(100_000)))
        .hasMessage("not JSON: nested deeper than 64");
  }

  @Test
  void an_object_is_wanted_where_only_an_object_will_do() {
    assertThatThrownBy(() -> JsonText.parseObject("[1]")).hasMessage("expected a JSON object");
  }

  @Test
  void the_form_for_people_has_one_member_a_line() {
    assertThat(JsonWriter.pretty(JsonText.parse("{\"a\":{\"b\":1}}")))
        .isEqualTo("{\n  \"a\": {\n    \"b\": 1\n  }\n}");
  }

  @Test
  void half_a_surrogate_pair_survives_being_written_as_bytes() {
    JsonObject halves = JsonObject.of("a", new JsonString("a\ud83d, \ud83d\ude00, \ud83d"));
    assertThat(new String(JsonWriter.bytes(halves), StandardCharsets.UTF_8))
        .isEqualTo("{\"a\":\"a\\uD83D, \ud83d\ude00, \\uD83D\"}");
    assertThat(JsonText.parse(JsonWriter.bytes(halves))).isEqualTo(halves);
  }

  @Test
  void a_number_that_grows_when_it_is_written_is_read_again_by_its_writer() {
    JsonObject longest = JsonText.parseObject("{\"n\":" + "9".repeat(397) + "e-402}");
    JsonNumber back = JsonText.readOwn(JsonWriter.bytes(longest), in -> {
      while (in.next() != JsonSource.Piece.DECIMAL) {
        // The object and its member's name come first.
      }
      JsonNumber number = in.number();
      in.next();
      return number;
    });
    assertThat(longest.find("n")).contains(back);
    assertThatThrownBy(() -> JsonText.parse(JsonWriter.bytes(longest)))
        .hasMessage("not JSON: a number of more than 400 characters");
  }
}
