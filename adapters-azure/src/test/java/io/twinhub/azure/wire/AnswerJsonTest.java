package io.twinhub.azure.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.domain.document.DeviceTwinDocument;
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
class AnswerJsonTest {
  private static DeviceTwin twin(String body) {
    return DeviceTwinDocument.twin(AnswerJson.object(body));
  }

  @Test
  void a_twin_keeps_its_values_to_the_last_digit_and_its_versions() {
    String decimal = "0.1000000000000000000000001";
    assertThat(twin("{\"desired\":{\"n\":4503599627370495,\"d\":" + decimal
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

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "{\"desired\":", "twin"})
  void what_is_no_json_object_is_no_twin(String body) {
    assertThatThrownBy(() -> twin(body)).hasMessageStartingWith("no answer from the hub: ");
  }

  @Test
  void a_list_holds_the_objects_of_an_array() {
    assertThat(AnswerJson.objects("[{},1,{\"a\":2}]"))
        .containsExactly(JsonObject.EMPTY, JsonObject.of("a", JsonNumber.of(2)));
    assertThatThrownBy(() -> AnswerJson.objects("{}"))
        .hasMessage("no answer from the hub: expected a JSON array");
  }
}
