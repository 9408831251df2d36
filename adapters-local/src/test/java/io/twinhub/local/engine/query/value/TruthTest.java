package io.twinhub.local.engine.query.value;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.domain.json.JsonBool;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonString;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The three-valued tables. Source: query-language reference, section 5. */
class TruthTest {

  @ParameterizedTest
  @CsvSource({
    "TRUE,      TRUE,      TRUE,      TRUE",
    "TRUE,      FALSE,     FALSE,     TRUE",
    "TRUE,      UNDEFINED, UNDEFINED, TRUE",
    "FALSE,     TRUE,      FALSE,     TRUE",
    "FALSE,     FALSE,     FALSE,     FALSE",
    "FALSE,     UNDEFINED, FALSE,     UNDEFINED",
    "UNDEFINED, TRUE,      UNDEFINED, TRUE",
    "UNDEFINED, FALSE,     FALSE,     UNDEFINED",
    "UNDEFINED, UNDEFINED, UNDEFINED, UNDEFINED"
  })
  void and_or(Truth left, Truth right, Truth both, Truth either) {
    assertThat(left.and(right)).isEqualTo(both);
    assertThat(left.or(right)).isEqualTo(either);
  }

  @ParameterizedTest
  @CsvSource({"TRUE, FALSE", "FALSE, TRUE", "UNDEFINED, UNDEFINED"})
  void not(Truth truth, Truth opposite) {
    assertThat(truth.not()).isEqualTo(opposite);
  }

  @Test
  void only_true_and_false_are_conditions_among_values() {
    assertThat(Truth.of(Optional.of(JsonBool.TRUE))).isEqualTo(Truth.TRUE);
    assertThat(Truth.of(Optional.of(JsonBool.FALSE))).isEqualTo(Truth.FALSE);
    assertThat(Truth.of(Optional.of(JsonNull.NULL))).isEqualTo(Truth.UNDEFINED);
    assertThat(Truth.of(Optional.of(JsonNumber.of(1)))).isEqualTo(Truth.UNDEFINED);
    assertThat(Truth.of(Optional.of(new JsonString("true")))).isEqualTo(Truth.UNDEFINED);
    assertThat(Truth.of(Optional.empty())).isEqualTo(Truth.UNDEFINED);
  }

  @Test
  void as_a_value_undefined_is_none() {
    assertThat(Truth.TRUE.asValue()).contains(JsonBool.TRUE);
    assertThat(Truth.FALSE.asValue()).contains(JsonBool.FALSE);
    assertThat(Truth.UNDEFINED.asValue()).isEmpty();
  }
}
