package io.twinhub.domain.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON values by meaning. Source: RFC 8259, ADR-0004. */
class JsonValuesTest {

  @Nested
  class Numbers {
    @ParameterizedTest
    @CsvSource({"1, 1.0", "100, 1e2", "0, -0.0", "0.1, 1e-1", "1e400, 10e399"})
    void are_equal_however_they_are_spelt(String one, String other) {
      JsonNumber first = JsonNumber.of(new BigDecimal(one));
      JsonNumber second = JsonNumber.of(new BigDecimal(other));
      assertThat(first).isEqualTo(second).hasSameHashCodeAs(second);
      assertThat(first.toString()).isEqualTo(second.toString());
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "9007199254740993",
          "-9223372036854775808",
          "12345678901234567890",
          "0.12345678901234567890123456789",
          "1.5",
          "1E+20"
        })
    void lose_no_digit(String text) {
      assertThat(JsonNumber.of(new BigDecimal(text)).exact())
          .isEqualByComparingTo(new BigDecimal(text));
    }

    @Test
    void know_whether_they_fit_a_long() {
      assertThat(JsonNumber.of(5).isLong()).isTrue();
      assertThat(JsonNumber.of(new BigDecimal("5000000000000000000")).isLong()).isTrue();
      assertThat(JsonNumber.of(new BigDecimal("9223372036854775808")).isLong()).isFalse();
      assertThat(JsonNumber.of(new BigDecimal("-9223372036854775809")).isLong()).isFalse();
      assertThat(JsonNumber.of(new BigDecimal("1e19")).isLong()).isFalse();
      assertThat(JsonNumber.of(1.5).isLong()).isFalse();
    }

    @Test
    void know_whether_they_are_kept_digit_by_digit() {
      assertThat(JsonNumber.of(5).isInteger()).isTrue();
      assertThat(JsonNumber.of(new BigDecimal("12345678901234567891")).isInteger())
          .isTrue();
      assertThat(JsonNumber.of(1e300).isInteger()).isFalse();
      assertThat(JsonNumber.of(0.5).isInteger()).isFalse();
      assertThat(JsonNumber.of(new BigDecimal("0.12345678901234567891")).isInteger())
          .isFalse();
    }

    @Test
    void too_small_for_a_double_stay_exact() {
      assertThat(JsonNumber.of(new BigDecimal("1e-400")).toString()).isEqualTo("1E-400");
    }

    @Test
    void of_many_digits_are_written_out_up_to_a_bound() {
      assertThat(JsonNumber.of(new BigDecimal("12345678901234567890")).toString())
          .isEqualTo("12345678901234567890");
      assertThat(JsonNumber.of(new BigDecimal("1e500")).toString()).isEqualTo("1E+500");
    }

    @ParameterizedTest
    @CsvSource({
      "12, 12",
      "-0.50, -0.5",
      "1E3, 1000",
      "1e1000, 1E+1000",
      "0.1e1001, 1E+1000",
      "100e998, 1E+1000",
      "1e-1000, 1E-1000",
      "0e2147483647, 0"
    })
    void are_parsed(String text, String number) {
      assertThat(JsonNumber.parse(text).map(JsonNumber::toString)).contains(number);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "1e1001",
          "10e1000",
          "0.1e-1000",
          "-1e1001",
          "1e2147483647",
          "100e2147483647",
          "1e2147483648",
          "1e-2147483648",
          "-1e-2147483649",
          "1e99999999999",
          "1e-99999999999",
          "0e99999999999",
          "",
          "x",
          "0x10"
        })
    void beyond_the_largest_exponent_are_none(String text) {
      assertThat(JsonNumber.parse(text)).isEmpty();
    }

    @Test
    void are_not_infinite() {
      assertThatThrownBy(() -> JsonNumber.of(Double.POSITIVE_INFINITY))
          .hasMessage("not a JSON number: Infinity");
    }

    @Test
    void that_do_not_fit_a_long_are_not_cut() {
      assertThatThrownBy(() -> JsonNumber.of(1.5).longValue())
          .hasMessage("1.5 does not fit a long");
      assertThat(JsonNumber.of(7).longValue()).isEqualTo(7);
      assertThat(JsonNumber.of(7).doubleValue()).isEqualTo(7.0);
    }

    @Test
    void differ_from_other_values() {
      assertThat(JsonNumber.of(1)).isNotEqualTo(new JsonString("1")).isNotEqualTo(JsonNumber.of(2));
    }
  }

  @Nested
  class Objects {
    private final JsonObject object = TestJson.object("{'b':1,'a':{'c':'x'}}");

    @Test
    void keep_the_order_of_their_members() {
      assertThat(object.names()).containsExactly("b", "a");
      assertThat(object.toString()).isEqualTo("{\"b\":1,\"a\":{\"c\":\"x\"}}");
    }

    @Test
    void are_equal_in_any_order() {
      JsonObject other = TestJson.object("{'a':{'c':'x'},'b':1}");
      assertThat(object).isEqualTo(other).hasSameHashCodeAs(other);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'b':1}", "{'b':2,'a':{'c':'x'}}", "{'b':1,'d':{'c':'x'}}"})
    void differ_when_a_member_differs(String other) {
      assertThat(object).isNotEqualTo(TestJson.object(other)).isNotEqualTo(JsonNull.NULL);
    }

    @Test
    void find_values_by_path() {
      assertThat(object.find(JsonPath.of("a", "c"))).contains(new JsonString("x"));
      assertThat(object.find(JsonPath.ROOT)).contains(object);
      assertThat(object.find(JsonPath.of("a", "d"))).isEmpty();
      assertThat(object.find(JsonPath.of("b", "c"))).isEmpty();
      assertThat(object.find("z")).isEmpty();
    }

    @Test
    void find_members_among_many() {
      JsonObject.Builder many = JsonObject.builder();
      IntStream.range(0, 100).forEach(i -> many.put("n" + i, i));
      assertThat(many.build().find("n73")).contains(JsonNumber.of(73));
      assertThat(many.build().has("n100")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 40})
    void are_built_from_others_of_any_width(int width) {
      JsonObject.Builder building = JsonObject.builder();
      IntStream.range(0, width).forEach(i -> building.put("n" + i, i));
      JsonObject before = building.build();
      JsonObject after =
          before.toBuilder().put("n1", 7).remove("n0").put("n0", 8).put("n2", 9).build();
      assertThat(after.names()).startsWith("n1", "n2").endsWith("n0").hasSize(width);
      assertThat(after.valueAt(0)).isEqualTo(JsonNumber.of(7));
      assertThat(after.find("n2")).contains(JsonNumber.of(9));
      assertThat(after.find("n0")).contains(JsonNumber.of(8));
      assertThat(before.names()).startsWith("n0", "n1", "n2").hasSize(width);
      assertThat(before.find("n1")).contains(JsonNumber.of(1));
    }

    @Test
    void change_into_others_and_stay_themselves() {
      assertThat(object.with("b", JsonNull.NULL).toString())
          .isEqualTo("{\"b\":null,\"a\":{\"c\":\"x\"}}");
      assertThat(object.without("a").toString()).isEqualTo("{\"b\":1}");
      assertThat(object.without("z")).isSameAs(object);
      assertThat(object.size()).isEqualTo(2);
      assertThat(JsonObject.builder().put("t", true).has("t")).isTrue();
      assertThat(JsonObject.of(Map.of("k", JsonBool.FALSE)).toString()).isEqualTo("{\"k\":false}");
    }
  }

  @Test
  void strings_are_quoted_as_json_quotes_them() {
    assertThat(new JsonString("a\"b\\c\n").toString()).isEqualTo("\"a\\\"b\\\\c\\n\"");
    assertThat(new JsonString("\uD83D\uDE00").toString()).isEqualTo("\"\uD83D\uDE00\"");
  }

  @Test
  void half_a_surrogate_pair_is_escaped_since_no_encoding_has_it() {
    assertThat(new JsonString("\uD83Dx").toString()).isEqualTo("\"\\uD83Dx\"");
    assertThat(new JsonString("x\uDE00\uDE00").toString()).isEqualTo("\"x\\uDE00\\uDE00\"");
    assertThat(new JsonString("\uD83D\uD83D\uDE00").toString())
        .isEqualTo("\"\\uD83D\uD83D\uDE00\"");
  }

  @Test
  void each_kind_asks_its_own_question() {
    JsonValue.Visitor<String> kind = new KindOfValue();
    assertThat(TestJson.value("[{'a':1},[],'s',2,true,null]"))
        .isInstanceOfSatisfying(
            JsonArray.class,
            array -> assertThat(array.elements().stream().map(v -> v.accept(kind)))
                .containsExactly("object", "array", "string", "number", "bool", "null"));
    assertThat(JsonArray.of(JsonBool.TRUE).toString()).isEqualTo("[true]");
    assertThat(JsonArray.of().accept(kind)).isEqualTo("array");
  }

  @Test
  void paths_are_written_with_dots() {
    assertThat(JsonPath.parse("a.b").then("c")).hasToString("a.b.c");
    assertThat(JsonPath.parse("")).isEqualTo(JsonPath.ROOT);
  }

  private static final class KindOfValue implements JsonValue.Visitor<String> {
    @Override
    public String object(JsonObject value) {
      return "object";
    }

    @Override
    public String array(JsonArray value) {
      return "array";
    }

    @Override
    public String string(JsonString value) {
      return "string";
    }

    @Override
    public String number(JsonNumber value) {
      return "number";
    }

    @Override
    public String bool(JsonBool value) {
      return "bool";
    }

    @Override
    public String nothing(JsonNull value) {
      return "null";
    }
  }
}
