package io.twinhub.application.contract;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonBool;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.SectionPatch;
import io.twinhub.domain.twin.Twin;
import io.twinhub.domain.twin.TwinLimits;
import io.twinhub.domain.twin.TwinPatch;
import io.twinhub.domain.twin.TwinReplacement;
import io.twinhub.domain.twin.property.PropertyMetadata;
import io.twinhub.domain.twin.property.Version;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Twins: merge, replacement, counters, metadata, conditions and refusals. */
public abstract class TwinRegistryContract extends PortContract {
  private static final JsonObject ONE = JsonObject.builder().put("a", 1).build();

  private static JsonObject object(String name, JsonObject inner) {
    return JsonObject.of(name, inner);
  }

  @Test
  void who_is_not_registered_has_no_twin() {
    assertThat(hub().twins().find(fresh())).isEmpty();
    assertThat(hub().twins().find(moduleOf(device(), "scanner"))).isEmpty();
  }

  @Test
  void a_new_twin_is_empty_and_at_its_first_version() {
    TwinAddress device = device();
    Twin twin = twin(device);
    assertThat(twin.address()).isEqualTo(device);
    assertThat(twin.tags().values()).isEqualTo(JsonObject.EMPTY);
    assertThat(twin.desired().values()).isEqualTo(JsonObject.EMPTY);
    assertThat(twin.desired().version()).isEqualTo(Version.FIRST);
    assertThat(twin.reported().values()).isEqualTo(JsonObject.EMPTY);
    assertThat(twin.reported().version()).isEqualTo(Version.FIRST);
    assertThat(twin.etag().value()).isNotEmpty();
    assertThat(twin.root().connection().connected()).isFalse();
  }

  @Test
  void a_patch_answers_the_twin_that_a_read_then_finds() {
    TwinAddress device = device();
    Twin answered = patchDesired(device, ONE);
    assertThat(answered.desired().values()).isEqualTo(ONE);
    assertThat(twin(device)).isEqualTo(answered);
  }

  @Test
  void a_patch_merges_objects_replaces_values_and_removes_nulls() {
    TwinAddress device = device();
    JsonObject location =
        JsonObject.builder().put("plant", "north").put("floor", 3).build();
    patchTags(device, object("location", location).with("owner", JsonBool.TRUE));
    JsonObject change =
        JsonObject.builder().put("floor", JsonNull.NULL).put("hall", "B").build();
    Twin after = patchTags(device, object("location", change));
    assertThat(after.tags().values())
        .isEqualTo(object(
                "location",
                JsonObject.builder().put("plant", "north").put("hall", "B").build())
            .with("owner", JsonBool.TRUE));
  }

  @Test
  void values_come_back_as_they_were_written() {
    JsonObject values = JsonObject.builder()
        .put("largest", TwinLimits.INTEGER_MAX)
        .put("smallest", TwinLimits.INTEGER_MIN)
        .put("tenth", JsonNumber.of(new BigDecimal("0.1")))
        .put("long", JsonNumber.of(new BigDecimal("0.12345678901234567890123")))
        .put("text", "grüße \"you\" \\ \u0001 \uD83D\uDE00 / </script>")
        .put("empty", "")
        .put("flag", false)
        .put("nested", JsonObject.builder().put("é", JsonObject.EMPTY).build())
        .build();
    TwinAddress device = device();
    patchDesired(device, values);
    patchTags(device, values);
    assertThat(twin(device).desired().values()).isEqualTo(values);
    assertThat(twin(device).tags().values()).isEqualTo(values);
  }

  @Test
  void tags_and_desired_properties_change_together_or_not_at_all() {
    TwinAddress device = device();
    Twin before = twin(device);
    JsonObject unlawful = JsonObject.builder().put("a.b", 1).build();
    TwinPatch half = new TwinPatch(new SectionPatch.Merge(ONE), new SectionPatch.Merge(unlawful));
    assertRefused(
        ErrorCode.ARGUMENT_INVALID, () -> hub().twins().patch(device, half, IfMatch.any()));
    assertThat(twin(device)).isEqualTo(before);
    TwinPatch both = new TwinPatch(new SectionPatch.Merge(ONE), new SectionPatch.Merge(ONE));
    Twin after = hub().twins().patch(device, both, IfMatch.any());
    assertThat(after.tags().values()).isEqualTo(ONE);
    assertThat(after.desired().values()).isEqualTo(ONE);
    assertThat(after.version()).isEqualTo(before.version().next());
  }

  @Test
  void each_write_moves_the_etag_and_the_version_and_only_its_sections_counter() {
    TwinAddress device = device();
    Twin created = twin(device);
    Twin tagged = patchTags(device, ONE);
    Twin wanted = patchDesired(device, ONE);
    assertThat(tagged.etag()).isNotEqualTo(created.etag());
    assertThat(wanted.etag()).isNotEqualTo(tagged.etag());
    assertThat(tagged.version()).isEqualTo(created.version().next());
    assertThat(wanted.version()).isEqualTo(tagged.version().next());
    assertThat(tagged.desired().version()).isEqualTo(created.desired().version());
    assertThat(wanted.desired().version()).isEqualTo(tagged.desired().version().next());
    assertThat(wanted.reported().version()).isEqualTo(created.reported().version());
  }

  @Test
  void metadata_tells_which_version_wrote_what() {
    TwinAddress device = device();
    patchDesired(device, ONE);
    Twin after = patchDesired(device, JsonObject.builder().put("b", 2).build());
    PropertyMetadata metadata = after.desired().metadata();
    assertThat(metadata.stamp().version()).contains(new Version(3));
    assertThat(metadata.members()).containsOnlyKeys("a", "b");
    assertThat(stamp(metadata, "a").version()).contains(new Version(2));
    assertThat(stamp(metadata, "b").version()).contains(new Version(3));
    assertThat(stamp(metadata, "b").at()).isAfterOrEqualTo(stamp(metadata, "a").at());
  }

  private static PropertyMetadata.Stamp stamp(PropertyMetadata metadata, String name) {
    return requireNonNull(metadata.members().get(name), name).stamp();
  }

  @Test
  void clearing_empties_one_section() {
    TwinAddress device = device();
    patchTags(device, ONE);
    patchDesired(device, ONE);
    TwinPatch clear = new TwinPatch(SectionPatch.CLEAR, SectionPatch.KEEP);
    Twin after = hub().twins().patch(device, clear, IfMatch.any());
    assertThat(after.tags().values()).isEqualTo(JsonObject.EMPTY);
    assertThat(after.desired().values()).isEqualTo(ONE);
  }

  @Test
  void a_replacement_replaces_the_sections_that_it_names() {
    TwinAddress device = device();
    patchTags(device, ONE);
    patchDesired(device, ONE);
    JsonObject other = JsonObject.builder().put("b", 2).build();
    TwinReplacement wanted = new TwinReplacement(Optional.empty(), Optional.of(other));
    Twin after = hub().twins().replace(device, wanted, IfMatch.any());
    assertThat(after.tags().values()).isEqualTo(ONE);
    assertThat(after.desired().values()).isEqualTo(other);
    assertThat(after.desired().version()).isEqualTo(new Version(3));
    assertThat(twin(device)).isEqualTo(after);
  }

  @Test
  void a_write_with_the_present_etag_passes_and_with_the_one_before_changes_nothing() {
    TwinAddress device = device();
    Twin before = twin(device);
    Twin after = hub().twins().patch(device, TwinPatch.ofTags(ONE), only(before));
    JsonObject other = JsonObject.builder().put("b", 2).build();
    assertRefused(
        ErrorCode.PRECONDITION_FAILED,
        () -> hub().twins().patch(device, TwinPatch.ofTags(other), only(before)));
    assertRefused(
        ErrorCode.PRECONDITION_FAILED,
        () -> hub()
            .twins()
            .replace(
                device, new TwinReplacement(Optional.of(other), Optional.empty()), only(before)));
    assertThat(twin(device)).isEqualTo(after);
  }

  @Test
  void writing_to_nobody_is_refused_with_who_is_missing() {
    TwinAddress nobody = fresh();
    assertRefused(ErrorCode.DEVICE_NOT_FOUND, () -> patchTags(nobody, ONE));
    TwinAddress noModule = moduleOf(device(), "scanner");
    assertRefused(ErrorCode.MODULE_NOT_FOUND, () -> patchTags(noModule, ONE));
  }

  @Test
  void what_may_not_be_stored_is_refused_and_changes_nothing() {
    TwinAddress device = device();
    Twin before = patchTags(device, ONE);
    for (JsonObject unlawful : List.of(
        JsonObject.builder().put("with blank", 1).build(),
        JsonObject.builder().put("$dollar", 1).build(),
        JsonObject.builder().put("big", TwinLimits.INTEGER_MAX + 1).build(),
        JsonObject.builder()
            .put("long", "x".repeat(TwinLimits.STRING_BYTES_MAX + 1))
            .build(),
        deep(TwinLimits.DEPTH_MAX + 1))) {
      assertRefused(ErrorCode.ARGUMENT_INVALID, () -> patchTags(device, unlawful));
    }
    assertThat(twin(device)).isEqualTo(before);
  }

  @Test
  void a_section_does_not_outgrow_its_limit() {
    TwinAddress device = device();
    String text = "x".repeat(TwinLimits.STRING_BYTES_MAX);
    patchTags(device, JsonObject.builder().put("a", text).build());
    assertRefused(
        ErrorCode.ARGUMENT_INVALID,
        () ->
            patchTags(device, JsonObject.builder().put("b", text).put("c", text).build()));
    assertThat(twin(device).tags().values().names()).containsExactly("a");
  }

  private static JsonObject deep(int levels) {
    JsonObject object = JsonObject.builder().put("leaf", 1).build();
    for (int level = 0; level < levels; level++) {
      object = object("n", object);
    }
    return object;
  }

  @Test
  void a_module_has_a_twin_of_its_own() {
    TwinAddress device = device();
    TwinAddress scanner = module(device, "scanner");
    Twin after = patchDesired(scanner, ONE);
    assertThat(after.address()).isEqualTo(scanner);
    assertThat(twin(scanner).desired().values()).isEqualTo(ONE);
    assertThat(twin(device).desired().values()).isEqualTo(JsonObject.EMPTY);
  }
}
