package io.twinhub.bootstrap.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.application.json.JsonText;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Telemetry with numbers that wander. */
class TelemetryTemplateTest {
  private static final int MANY = 5_000;

  private static TelemetryTemplate template(String json) {
    return TelemetryTemplate.of(JsonText.parseObject(json), new Random(7));
  }

  private static List<Double> numbers(String range) {
    TelemetryTemplate template = template("{\"n\":\"" + range + "\"}");
    return Stream.generate(template::next)
        .limit(MANY)
        .map(body -> ((JsonNumber) body.find("n").orElseThrow()).doubleValue())
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "{20..25},     20,   25",
    "{-5..-1},     -5,   -1",
    "{ 0.5 .. 1 }, 0.5,  1",
    "{1e-5..2e-5}, 1e-5, 2e-5",
    "{-1e300..1e300}, -1e300, 1e300",
  })
  void a_number_stays_between_the_two_and_comes_near_to_both(
      String range, double low, double high) {
    List<Double> numbers = numbers(range);
    double near = (high - low) / 10;
    assertThat(numbers).allMatch(n -> n >= low && n <= high);
    assertThat(numbers).anyMatch(n -> n < low + near).anyMatch(n -> n > high - near);
  }

  @Test
  void a_number_goes_in_small_steps() {
    List<Double> numbers = numbers("{0..100}");
    for (int i = 1; i < numbers.size(); i++) {
      assertThat(Math.abs(numbers.get(i) - numbers.get(i - 1))).isLessThanOrEqualTo(10.01);
    }
    assertThat(numbers.stream().distinct()).hasSizeGreaterThan(1_000);
  }

  @Test
  void the_decimals_are_those_that_people_read() {
    assertThat(numbers("{20..25}")).allMatch(n -> Math.rint(n * 100) / 100 == n);
    assertThat(numbers("{3..3}")).containsOnly(3.0);
  }

  @Test
  void everything_else_is_sent_as_it_is_and_ranges_are_found_at_any_depth() {
    String plain =
        "{\"a\":1,\"b\":\"20..25\",\"c\":[true,null,{}],\"d\":{\"e\":\"{x}\"},\"f\":\"\"}";
    assertThat(template(plain).next()).hasToString(plain);
    JsonObject nested = template("{\"a\":{\"b\":[\"x\",\"{1..1}\"]}}").next();
    assertThat(nested).hasToString("{\"a\":{\"b\":[\"x\",1]}}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{25..20}", "{20..x}", "{..}", "{1..}", "{1..1e9999}", "{NaN..2}"})
  void what_only_looks_like_a_range_is_refused(String range) {
    assertThatThrownBy(() -> template("{\"a\":[{\"b\":\"" + range + "\"}]}"))
        .isInstanceOf(HubException.class)
        .hasMessage("a[0].b: '%s' is not a range; write the smaller number first, as in {20..25}"
            .formatted(range));
  }
}
