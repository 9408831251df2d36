package io.twinhub.azure.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonBool;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.twin.DeviceTwin;
import io.twinhub.domain.twin.property.Version;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A device's twin as the hub's answers show it, on all wires. */
class SectionsTest {
  @Test
  void a_twin_keeps_its_values_to_the_last_digit_and_its_versions() {
    String decimal = "0.1000000000000000000000001";
    assertThat(Sections.deviceTwin("{\"desired\":{\"n\":4503599627370495,\"d\":" + decimal
            + ",\"t\":\"é\",\"o\":{\"e\":{}},\"$version\":7},"
            + "\"reported\":{\"list\":[1,null,true],\"$version\":9}}"))
        .isEqualTo(new DeviceTwin(
            JsonObject.builder()
                .put("n", 4503599627370495L)
                .put("d", JsonNumber.of(new BigDecimal(decimal)))
                .put("t", "é")
                .put("o", JsonObject.of("e", JsonObject.EMPTY))
                .build(),
            new Version(7),
            JsonObject.of(
                "list", new JsonArray(List.of(JsonNumber.of(1), JsonNull.NULL, JsonBool.TRUE))),
            new Version(9)));
  }

  @Test
  void sections_that_are_missing_are_empty() {
    assertThat(Sections.deviceTwin("{}"))
        .isEqualTo(
            new DeviceTwin(JsonObject.EMPTY, new Version(0), JsonObject.EMPTY, new Version(0)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{\"desired\":", "twin"})
  void what_is_no_json_object_is_no_twin(String body) {
    assertThatThrownBy(() -> Sections.deviceTwin(body))
        .hasMessageStartingWith("no answer from the hub: ");
  }
}
