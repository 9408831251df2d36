package io.twinhub.application.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.application.device.DesiredCopy.Verdict;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.twin.DesiredChange;
import io.twinhub.domain.twin.DeviceTwin;
import io.twinhub.domain.twin.property.Version;
import org.junit.jupiter.api.Test;

/** A device's copy: what it makes of a notification, and what differs from a newer one. */
class DesiredCopyTest {
  private static final DesiredCopy COPY = copy(number("a", 1), 5);

  private static DesiredCopy copy(JsonObject values, long version) {
    return new DesiredCopy(values, new Version(version));
  }

  private static JsonObject number(String name, long value) {
    return JsonObject.builder().put(name, value).build();
  }

  private static DesiredChange change(long version) {
    return new DesiredChange(number("b", version), new Version(version));
  }

  @Test
  void the_version_decides_what_a_notification_is() {
    assertThat(COPY.verdict(change(4))).isEqualTo(Verdict.OLD);
    assertThat(COPY.verdict(change(5))).isEqualTo(Verdict.OLD);
    assertThat(COPY.verdict(change(6))).isEqualTo(Verdict.NEXT);
    assertThat(COPY.verdict(change(7))).isEqualTo(Verdict.GAP);
  }

  @Test
  void the_next_notification_is_merged() {
    assertThat(COPY.after(change(6)))
        .isEqualTo(copy(JsonObject.builder().put("a", 1).put("b", 6).build(), 6));
    DesiredChange removal = new DesiredChange(JsonObject.of("a", JsonNull.NULL), new Version(6));
    assertThat(COPY.after(removal)).isEqualTo(copy(JsonObject.EMPTY, 6));
  }

  @Test
  void a_copy_of_a_twin_holds_its_desired_properties() {
    DeviceTwin twin =
        new DeviceTwin(number("a", 1), new Version(5), number("r", 9), new Version(8));
    assertThat(DesiredCopy.of(twin)).isEqualTo(COPY);
  }

  @Test
  void the_difference_names_new_and_changed_values_and_removals_at_every_level() {
    JsonObject before = JsonObject.builder()
        .put("same", 1)
        .put("changed", 1)
        .put("gone", 1)
        .put("nested", number("same", 1).with("gone", number("x", 1)))
        .put("untouched", number("x", 1))
        .put("flat", number("x", 1))
        .build();
    JsonObject after = JsonObject.builder()
        .put("same", 1)
        .put("changed", 2)
        .put("added", 3)
        .put("nested", number("same", 1))
        .put("untouched", number("x", 1))
        .put("flat", 7)
        .build();
    assertThat(copy(before, 1).difference(copy(after, 9)))
        .isEqualTo(JsonObject.builder()
            .put("gone", JsonNull.NULL)
            .put("changed", 2)
            .put("added", 3)
            .put("nested", JsonObject.of("gone", JsonNull.NULL))
            .put("flat", 7)
            .build());
  }

  @Test
  void there_is_no_difference_between_equal_values() {
    assertThat(COPY.difference(copy(number("a", 1), 9))).isEqualTo(JsonObject.EMPTY);
  }
}
