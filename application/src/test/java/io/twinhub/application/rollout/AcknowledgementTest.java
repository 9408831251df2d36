package io.twinhub.application.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.domain.json.JsonBool;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.twin.property.Version;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When a device has followed, when it refused, and when it is still to be waited for. */
class AcknowledgementTest {
  private static final Acknowledgement ARRIVED = new Acknowledgement(true, Optional.empty());
  private static final Acknowledgement NOT_YET = new Acknowledgement(false, Optional.empty());

  private static final JsonObject WANTED = JsonObject.builder().put("fw", 2).build();

  private static Acknowledgement judged(JsonObject wanted, JsonObject reported) {
    return Acknowledgement.of(wanted, reported, new Version(4));
  }

  private static JsonObject answer(long value, long code, long version) {
    return JsonObject.of(
        "fw",
        JsonObject.builder()
            .put("value", value)
            .put("ac", code)
            .put("av", version)
            .put("ad", "no space")
            .build());
  }

  @Test
  void the_same_value_in_the_same_place_has_arrived() {
    assertThat(judged(WANTED, WANTED.with("more", JsonBool.TRUE))).isEqualTo(ARRIVED);
    assertThat(judged(WANTED, JsonObject.builder().put("fw", 1).build())).isEqualTo(NOT_YET);
    assertThat(judged(WANTED, JsonObject.EMPTY)).isEqualTo(NOT_YET);
    assertThat(judged(WANTED, JsonObject.of("fw", new JsonString("2")))).isEqualTo(NOT_YET);
  }

  @Test
  void groups_arrive_property_by_property() {
    JsonObject wanted =
        JsonObject.of("a", JsonObject.builder().put("b", 1).put("c", 2).build());
    JsonObject partly = JsonObject.of("a", JsonObject.builder().put("b", 1).build());
    JsonObject more = JsonObject.of(
        "a", JsonObject.builder().put("c", 2).put("b", 1).put("d", 3).build());
    assertThat(judged(wanted, partly)).isEqualTo(NOT_YET);
    assertThat(judged(wanted, more)).isEqualTo(ARRIVED);
    assertThat(judged(wanted, JsonObject.builder().put("a", 1).build())).isEqualTo(NOT_YET);
  }

  @Test
  void a_removed_property_has_arrived_when_it_is_not_reported() {
    JsonObject removed = JsonObject.of("fw", JsonNull.NULL);
    assertThat(judged(removed, JsonObject.EMPTY)).isEqualTo(ARRIVED);
    assertThat(judged(removed, WANTED)).isEqualTo(NOT_YET);
  }

  @Test
  void plug_and_play_devices_acknowledge() {
    assertThat(judged(WANTED, answer(2, 200, 4))).isEqualTo(ARRIVED);
    assertThat(judged(WANTED, answer(2, 204, 5))).isEqualTo(ARRIVED);
    assertThat(judged(WANTED, answer(1, 200, 4))).isEqualTo(NOT_YET);
    assertThat(judged(WANTED, answer(1, 500, 4)))
        .isEqualTo(new Acknowledgement(false, Optional.of("fw answered 500: no space")));
    JsonObject bare = JsonObject.of("fw", JsonObject.builder().put("ac", 404).build());
    assertThat(judged(WANTED, bare))
        .isEqualTo(new Acknowledgement(false, Optional.of("fw answered 404")));
  }

  @Test
  void an_acknowledgement_of_an_older_version_does_not_count() {
    assertThat(judged(WANTED, answer(2, 200, 3))).isEqualTo(NOT_YET);
    assertThat(judged(WANTED, answer(2, 500, 3))).isEqualTo(NOT_YET);
  }

  @Test
  void one_failure_outweighs_what_has_arrived() {
    JsonObject wanted = WANTED.with("other", JsonBool.TRUE);
    assertThat(judged(wanted, answer(1, 500, 4).with("other", JsonBool.TRUE)).failure())
        .contains("fw answered 500: no space");
  }
}
