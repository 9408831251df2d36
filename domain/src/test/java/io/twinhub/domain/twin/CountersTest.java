package io.twinhub.domain.twin;

import static io.twinhub.domain.twin.ATwin.aTwin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.domain.document.PatchDocument;
import io.twinhub.domain.json.TestJson;
import io.twinhub.domain.twin.property.Tags;
import io.twinhub.domain.twin.property.Version;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Which change moves which counter. Source: the table of counters in Azure's twin behaviour. */
class CountersTest {
  private static final Instant NOW = Instant.parse("2023-01-02T03:04:05Z");
  private final Twin twin =
      aTwin().withTags("{'site':'a'}").withDesired("{'a':1,'o':{}}").build();

  private TwinUpdate patch(String body) {
    TwinPatch patch = PatchDocument.patch(TestJson.object(body));
    return twin.patched(patch, IfMatch.any(), NOW, TwinRules.DEFAULT);
  }

  private TwinUpdate put(String body) {
    TwinReplacement replacement = PatchDocument.replacement(TestJson.object(body));
    return twin.replaced(replacement, IfMatch.any(), NOW, TwinRules.DEFAULT);
  }

  private static String counters(Twin twin) {
    return "%s version %s desired %s reported %s"
        .formatted(
            twin.etag(),
            twin.version(),
            twin.desired().version(),
            twin.reported().version());
  }

  @Test
  void a_fresh_twin_begins_at_one() {
    assertThat(counters(ATwin.fresh())).isEqualTo("AAAAAAAAAAE= version 2 desired 1 reported 1");
  }

  @Test
  void the_twin_of_these_tests_was_written_twice() {
    assertThat(counters(twin)).isEqualTo("AAAAAAAAAAM= version 4 desired 2 reported 1");
  }

  @Test
  void tags_move_etag_and_version_and_notify_nobody() {
    TwinUpdate update = patch("{'tags':{'site':'b'}}");
    assertThat(counters(update.after())).isEqualTo("AAAAAAAAAAQ= version 5 desired 2 reported 1");
    assertThat(update.desiredChange()).isEmpty();
    assertThat(update.changed()).isTrue();
  }

  @Test
  void desired_properties_move_their_version_too() {
    TwinUpdate update = patch("{'properties':{'desired':{'a':2}}}");
    assertThat(counters(update.after())).isEqualTo("AAAAAAAAAAQ= version 5 desired 3 reported 1");
    assertThat(update.desiredChange()).isPresent();
  }

  @Test
  void tags_and_desired_in_one_patch_count_once() {
    TwinUpdate update = patch("{'tags':{'x':1},'properties':{'desired':{'b':2}}}");
    assertThat(counters(update.after())).isEqualTo("AAAAAAAAAAQ= version 5 desired 3 reported 1");
  }

  @Test
  void the_same_value_again_is_a_change() {
    TwinUpdate update = patch("{'properties':{'desired':{'a':1}}}");
    assertThat(counters(update.after())).isEqualTo("AAAAAAAAAAQ= version 5 desired 3 reported 1");
    assertThat(update.desiredChange()).isPresent();
  }

  @Test
  void a_patch_without_effect_changes_nothing() {
    for (String body : new String[] {
      "{}",
      "{'tags':{},'properties':{'desired':{}}}",
      "{'tags':{'zz':null}}",
      "{'properties':{'desired':{'zz':null}}}",
      "{'properties':{'desired':{'o':{}}}}",
      "{'properties':{'desired':{'o':{'zz':null}}}}"
    }) {
      TwinUpdate update = patch(body);
      assertThat(update.after()).as(body).isSameAs(twin);
      assertThat(update.changed()).as(body).isFalse();
      assertThat(update.desiredChange()).as(body).isEmpty();
    }
  }

  @Test
  void null_for_all_desired_properties_empties_them_and_counts() {
    TwinUpdate update = patch("{'properties':{'desired':null}}");
    assertThat(counters(update.after())).isEqualTo("AAAAAAAAAAQ= version 5 desired 3 reported 1");
    assertThat(update.after().desired().values().isEmpty()).isTrue();
  }

  @Test
  void null_for_all_tags_empties_them_and_counts() {
    TwinUpdate update = patch("{'tags':null}");
    assertThat(counters(update.after())).isEqualTo("AAAAAAAAAAQ= version 5 desired 2 reported 1");
    assertThat(update.after().tags()).isEqualTo(Tags.NONE);
  }

  @Test
  void a_replacement_counts_once() {
    TwinUpdate update = put("{'tags':{},'properties':{'desired':{'a':1}}}");
    assertThat(counters(update.after())).isEqualTo("AAAAAAAAAAQ= version 5 desired 3 reported 1");
    assertThat(update.after().tags()).isEqualTo(Tags.NONE);
  }

  @Test
  void a_replacement_leaves_sections_alone_that_it_does_not_name() {
    TwinUpdate update = put("{'tags':{'new':true}}");
    assertThat(counters(update.after())).isEqualTo("AAAAAAAAAAQ= version 5 desired 2 reported 1");
    assertThat(update.after().desired()).isEqualTo(twin.desired());
    assertThat(update.after().tags().values()).isEqualTo(TestJson.object("{'new':true}"));
    assertThat(put("{'properties':{'desired':{}}}").after().tags()).isEqualTo(twin.tags());
  }

  @Test
  void a_report_moves_version_and_its_own_version_but_not_the_etag() {
    TwinUpdate update =
        twin.reported(ReportedPatch.of(TestJson.object("{'t':1}")), NOW, TwinRules.DEFAULT);
    assertThat(counters(update.after())).isEqualTo("AAAAAAAAAAM= version 5 desired 2 reported 2");
    assertThat(update.reported()).contains(TestJson.object("{'t':1}"));
  }

  @Test
  void after_a_report_service_writes_go_on_counting_from_their_own_number() {
    Twin reported = aTwin()
        .withReported("{'t':1}")
        .withReported("{'t':2}")
        .withTags("{'a':1}")
        .build();
    assertThat(counters(reported)).isEqualTo("AAAAAAAAAAI= version 5 desired 1 reported 3");
  }

  @Test
  void a_report_without_effect_changes_nothing() {
    TwinUpdate update =
        twin.reported(ReportedPatch.of(TestJson.object("{'zz':null}")), NOW, TwinRules.DEFAULT);
    assertThat(update.after()).isSameAs(twin);
  }

  @Test
  void versions_do_not_fall_below_zero() {
    assertThatThrownBy(() -> new Version(-1)).hasMessage("version -1");
    assertThat(new Version(3)).isGreaterThan(new Version(2));
  }
}
