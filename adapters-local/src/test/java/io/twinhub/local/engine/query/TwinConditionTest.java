package io.twinhub.local.engine.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.application.json.JsonText;
import io.twinhub.domain.document.TwinDocument;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonPath;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.twin.Twin;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conditions on one twin, of a device or of a module. */
class TwinConditionTest {
  private static final JsonObject DEVICE = twin("\"deviceId\":\"d\"");
  private static final JsonObject MODULE = twin("\"deviceId\":\"d\",\"moduleId\":\"m\"");

  private static JsonObject twin(String ids) {
    return JsonText.parseObject(
        "{" + ids
            + ",\"tags\":{\"plant\":\"x\",\"floor\":3},\"properties\":{\"desired\":{\"a\":1},\"reported\":{}}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tags.plant = 'x'                         | true  | true",
        "tags.plant = 'y'                         | false | false",
        "tags.floor > 2 AND deviceId = 'd'        | true  | true",
        "moduleId = 'm'                           | false | true",
        "properties.desired.a = 1                 | true  | true",
        "properties.reported.a = 1                | false | false",
        "NOT is_defined(properties.reported.a)    | true  | true",
        "NOT properties.reported.a = 1            | false | false",
      })
  void a_condition_holds_or_does_not(String text, boolean ofDevice, boolean ofModule) {
    if (!text.contains("moduleId")) {
      assertThat(TwinCondition.of(text).holds(DEVICE)).isEqualTo(ofDevice);
      assertThat(asked(text, DEVICE)).isEqualTo(ofDevice);
    }
    assertThat(TwinCondition.of(text).holds(MODULE)).isEqualTo(ofModule);
    assertThat(asked(text, MODULE)).isEqualTo(ofModule);
  }

  private static boolean asked(String text, JsonObject document) {
    Twin twin = TwinDocument.twin(document);
    return TwinCondition.of(text).holds(twin.address(), path -> TwinDocument.find(twin, path));
  }

  @Test
  void a_condition_on_ids_does_not_ask_for_the_twin() {
    TwinCondition condition = TwinCondition.of("deviceId IN ['a', 'b'] AND deviceId != 'c'");
    Function<JsonPath, Optional<JsonValue>> never = path -> {
      throw new IllegalStateException("asked");
    };
    assertThat(condition.holds(TwinAddress.device("a"), never)).isTrue();
    assertThat(condition.holds(TwinAddress.module("b", "m"), never)).isTrue();
    assertThat(condition.holds(TwinAddress.device("c"), never)).isFalse();
  }

  @Test
  void a_twin_that_is_not_there_has_nothing_but_its_ids() {
    TwinCondition condition = TwinCondition.of("tags.a = 1 OR deviceId = 'b'");
    assertThat(condition.holds(TwinAddress.device("a"), path -> Optional.empty()))
        .isFalse();
    assertThat(condition.holds(TwinAddress.device("b"), path -> Optional.empty()))
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"tags.plant = | 1:13", "tags.plant = 'x' WHERE | 1:18"})
  void what_is_no_condition_is_refused_with_its_place(String text, String place) {
    assertThatThrownBy(() -> TwinCondition.of(text))
        .isInstanceOf(HubException.class)
        .hasMessageContaining(place.replaceFirst("(.*):(.*)", "line $1, column $2"));
  }
}
