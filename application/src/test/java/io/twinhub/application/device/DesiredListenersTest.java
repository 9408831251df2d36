package io.twinhub.application.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.application.port.Subscription;
import io.twinhub.application.port.in.DesiredListeners;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonPath;
import io.twinhub.domain.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who hears of which change. Source: the three kinds of listeners in Azure's Node.js document. */
class DesiredListenersTest {
  private static final JsonObject CLIMATE = JsonObject.of(
      "climate", JsonObject.builder().put("min", 68).put("max", JsonNull.NULL).build());

  private final DesiredListeners listeners = new DesiredListeners();
  private final List<JsonValue> heard = new ArrayList<>();

  @Test
  void a_listener_for_all_hears_each_change_as_it_is() {
    listeners.onChange(heard::add);
    listeners.tell(CLIMATE);
    assertThat(heard).containsExactly(CLIMATE);
  }

  @Test
  void a_listener_for_a_group_hears_the_part_below_it() {
    listeners.onGroup(JsonPath.of("climate"), heard::add);
    listeners.tell(JsonObject.builder().put("other", 1).build());
    listeners.tell(JsonObject.of("climate", JsonObject.EMPTY));
    listeners.tell(JsonObject.of("climate", JsonNull.NULL));
    listeners.tell(CLIMATE);
    assertThat(heard)
        .containsExactly(
            JsonObject.builder().put("min", 68).put("max", JsonNull.NULL).build());
  }

  @Test
  void a_listener_for_a_property_hears_its_value_and_its_removal() {
    listeners.onProperty(JsonPath.of("climate", "min"), heard::add);
    listeners.onProperty(JsonPath.of("climate", "max"), heard::add);
    listeners.onProperty(JsonPath.of("climate", "fan"), heard::add);
    listeners.onProperty(JsonPath.of("climate", "min", "deeper"), heard::add);
    listeners.tell(CLIMATE);
    assertThat(heard).containsExactly(JsonNumber.of(68), JsonNull.NULL);
  }

  @Test
  void a_property_is_removed_with_the_object_that_holds_it() {
    listeners.onProperty(JsonPath.of("climate", "min"), heard::add);
    listeners.tell(JsonObject.of("climate", JsonNull.NULL));
    assertThat(heard).containsExactly(JsonNull.NULL);
  }

  @Test
  void a_subscription_ends_for_itself_even_if_another_has_the_same_listener() {
    Subscription first = listeners.onChange(heard::add);
    listeners.onChange(heard::add);
    first.close();
    first.close();
    listeners.tell(CLIMATE);
    assertThat(heard).containsExactly(CLIMATE);
  }
}
