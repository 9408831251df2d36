package io.twinhub.local.engine.query.value;

import static io.twinhub.local.engine.query.value.Values.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.domain.json.JsonValue;
import io.twinhub.local.engine.query.ast.ArithmeticOperator;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Arithmetic. Source: query-language reference, section 5. */
class CalculationTest {

  private static String printed(Optional<JsonValue> value) {
    return value.map(Object::toString).orElse("undefined");
  }

  @ParameterizedTest
  @CsvSource({
    "1, +, 2, 3",
    "1.5, +, 1.5, 3",
    "0.1, +, 0.2, 0.30000000000000004",
    "1, -, 2, -1",
    "3, *, 4, 12",
    "7, /, 2, 3.5",
    "7, %, 4, 3",
    "-7, %, 4, -3",
    "1, /, 0, undefined",
    "0, /, 0, undefined",
    "1, %, 0, undefined",
    "1e308, *, 10, undefined",
    "1e400, -, 1, undefined",
    "0, *, -1, 0",
    "9007199254740993, +, 0, 9007199254740992",
    "1e300, *, 2, 2.0E300",
    "1, +, null, undefined",
    "true, +, 1, undefined",
    "undefined, +, 1, undefined",
    "1, +, undefined, undefined",
    "'\"a\"', +, '\"b\"', undefined"
  })
  void calculates(String left, String sign, String right, String expected) {
    ArithmeticOperator operator = Arrays.stream(ArithmeticOperator.values())
        .filter(candidate -> candidate.sign().equals(sign))
        .findFirst()
        .orElseThrow();
    assertThat(printed(Calculation.apply(value(left), operator, value(right)))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"5, -5", "-5, 5", "0, 0", "9007199254740993, -9007199254740993"})
  void a_minus_turns_a_number_exactly(String value, String expected) {
    assertThat(printed(Calculation.signed(true, value(value)))).isEqualTo(expected);
    assertThat(Calculation.signed(false, value(value))).isEqualTo(value(value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "true", "\"1\"", "[1]", "{}", "undefined"})
  void a_sign_asks_for_a_number(String value) {
    assertThat(Calculation.signed(false, value(value))).isEmpty();
    assertThat(Calculation.signed(true, value(value))).isEmpty();
  }
}
