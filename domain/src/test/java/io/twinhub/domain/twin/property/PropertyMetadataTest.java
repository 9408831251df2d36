package io.twinhub.domain.twin.property;

import static io.twinhub.domain.twin.ATwin.aTwin;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.domain.document.PatchDocument;
import io.twinhub.domain.document.TwinDocument;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonPath;
import io.twinhub.domain.json.MergePatch;
import io.twinhub.domain.json.TestJson;
import io.twinhub.domain.twin.ATwin;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.Twin;
import io.twinhub.domain.twin.TwinPatch;
import io.twinhub.domain.twin.TwinReplacement;
import io.twinhub.domain.twin.TwinRules;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When which value was written. Source: Azure's twin behaviour, metadata. */
class PropertyMetadataTest {
  private static final Instant NOW = Instant.parse("2023-01-02T03:04:05.5Z");
  private static final String OLD = "2022-06-01T22:27:50.2612586Z/2";
  private static final String NEW = "2023-01-02T03:04:05.5000000Z/3";

  private final Twin twin = aTwin().withDesired("{'a':{'b':1,'c':2},'d':5}").build();

  private Twin patched(String desired) {
    TwinPatch patch = TwinPatch.ofDesired(TestJson.object(desired));
    return twin.patched(patch, IfMatch.any(), NOW, TwinRules.DEFAULT).after();
  }

  /** The stamp at a path below desired as time/version; "-" if there is none. */
  private static String stamp(Twin twin, String path) {
    JsonPath metadata =
        JsonPath.parse("properties.desired.$metadata" + (path.isEmpty() ? "" : "." + path));
    return TwinDocument.of(twin)
        .find(metadata)
        .map(entry -> ((JsonObject) entry)
                .find("$lastUpdated")
                .map(time -> time.toString().replace("\"", ""))
                .orElse("")
            + ((JsonObject) entry)
                .find("$lastUpdatedVersion")
                .map(version -> "/" + version)
                .orElse(""))
        .orElse("-");
  }

  @Test
  void a_fresh_section_was_never_written() {
    assertThat(stamp(ATwin.fresh(), "")).isEqualTo("0001-01-01T00:00:00Z");
  }

  @Test
  void a_write_stamps_the_value_and_its_ancestors_but_no_sibling() {
    Twin after = patched("{'a':{'b':9}}");
    assertThat(stamp(after, "")).isEqualTo(NEW);
    assertThat(stamp(after, "a")).isEqualTo(NEW);
    assertThat(stamp(after, "a.b")).isEqualTo(NEW);
    assertThat(stamp(after, "a.c")).isEqualTo(OLD);
    assertThat(stamp(after, "d")).isEqualTo(OLD);
  }

  @Test
  void a_removal_takes_the_entry_away_and_stamps_the_ancestors() {
    Twin after = patched("{'a':{'b':null}}");
    assertThat(stamp(after, "a.b")).isEqualTo("-");
    assertThat(stamp(after, "a")).isEqualTo(NEW);
    assertThat(stamp(after, "a.c")).isEqualTo(OLD);
  }

  @Test
  void an_object_that_becomes_a_scalar_keeps_one_entry() {
    Twin after = patched("{'a':1}");
    assertThat(stamp(after, "a")).isEqualTo(NEW);
    assertThat(stamp(after, "a.b")).isEqualTo("-");
  }

  @Test
  void a_scalar_that_becomes_an_object_gets_entries_for_its_members() {
    Twin after = patched("{'d':{'e':{'f':1}}}");
    assertThat(stamp(after, "d.e.f")).isEqualTo(NEW);
  }

  @Test
  void an_array_has_one_entry() {
    Twin withArray =
        aTwin().allowingArrays().withDesired("{'list':[{'a':1},2]}").build();
    assertThat(stamp(withArray, "list")).isEqualTo(OLD);
    assertThat(member(withArray.desired().metadata(), "list").members()).isEmpty();
  }

  @Test
  void a_replacement_stamps_everything() {
    TwinReplacement same =
        PatchDocument.replacement(TestJson.object("{'properties':{'desired':{'a':{'c':2}}}}"));
    Twin after = twin.replaced(same, IfMatch.any(), NOW, TwinRules.DEFAULT).after();
    assertThat(stamp(after, "a.c")).isEqualTo(NEW);
    assertThat(stamp(after, "d")).isEqualTo("-");
  }

  @Test
  void emptying_a_section_stamps_its_root() {
    TwinPatch clear = PatchDocument.patch(TestJson.object("{'properties':{'desired':null}}"));
    Twin after = twin.patched(clear, IfMatch.any(), NOW, TwinRules.DEFAULT).after();
    assertThat(stamp(after, "")).isEqualTo(NEW);
    assertThat(after.desired().metadata().members()).isEmpty();
  }

  @Test
  void reported_properties_have_times_but_no_versions() {
    Twin reported = aTwin().withReported("{'t':{'u':1}}").build();
    PropertyMetadata leaf = member(member(reported.reported().metadata(), "t"), "u");
    assertThat(leaf.stamp().at()).isEqualTo(ATwin.EARLIER);
    assertThat(leaf.stamp().version()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 30})
  void each_entry_stays_with_its_member_whatever_a_write_takes_away_and_adds(int members) {
    JsonObject.Builder stored = JsonObject.builder();
    IntStream.range(0, members).forEach(i -> stored.put("m" + i, i));
    Twin before =
        aTwin().withDesired(stored.build().toString().replace('"', '\'')).build();
    TwinPatch patch =
        TwinPatch.ofDesired(TestJson.object("{'m0':null,'m2':9,'new':1,'none':null}"));

    Twin after = before.patched(patch, IfMatch.any(), NOW, TwinRules.DEFAULT).after();

    PropertyMetadata metadata = after.desired().metadata();
    assertThat(metadata.members().keySet())
        .containsExactlyElementsOf(after.desired().values().names());
    assertThat(metadata.mirrors(after.desired().values())).isTrue();
    assertThat(stamp(after, "m1")).isEqualTo(OLD);
    assertThat(stamp(after, "m2")).isEqualTo(NEW);
    assertThat(stamp(after, "m" + (members - 1))).isEqualTo(OLD);
    assertThat(stamp(after, "new")).isEqualTo(NEW);
  }

  @Test
  void entries_in_another_order_than_their_members_are_found() {
    Map<String, PropertyMetadata> reversed = new LinkedHashMap<>();
    for (String name : List.of("c", "b", "a")) {
      reversed.put(name, PropertyMetadata.leaf(stampOf(name)));
    }
    JsonObject before = TestJson.object("{'a':1,'b':2,'c':3}");
    JsonObject delta = TestJson.object("{'b':5}");
    PropertyMetadata metadata = new PropertyMetadata(stampOf("all"), reversed);

    PropertyMetadata after =
        metadata.after(before, delta, MergePatch.apply(before, delta), stampOf("write"));

    assertThat(metadata.mirrors(before)).isFalse();
    assertThat(after.mirrors(before)).isTrue();
    assertThat(after.stamp()).isEqualTo(stampOf("write"));
    assertThat(member(after, "a").stamp()).isEqualTo(stampOf("a"));
    assertThat(member(after, "b").stamp()).isEqualTo(stampOf("write"));
    assertThat(member(after, "c").stamp()).isEqualTo(stampOf("c"));
  }

  @Test
  void a_member_without_an_entry_gets_that_of_the_next_write() {
    JsonObject before = TestJson.object("{'a':1,'b':2}");
    JsonObject delta = TestJson.object("{'b':5}");
    PropertyMetadata none = PropertyMetadata.leaf(stampOf("all"));

    PropertyMetadata after =
        none.after(before, delta, MergePatch.apply(before, delta), stampOf("write"));

    assertThat(after).isEqualTo(PropertyMetadata.fresh(before, stampOf("write")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'a':{'b':1},'d':5} | true",
        "{'a':{'b':1},'e':5} | false",
        "{'d':5,'a':{'b':1}} | false",
        "{'a':{'b':1}}       | false",
        "{'a':{'c':1},'d':5} | false",
        "{'a':1,'d':5}       | false",
      })
  void what_was_written_at_once_is_known_by_its_values(String values, boolean fresh) {
    JsonObject written = TestJson.object("{'a':{'b':1},'d':5}");
    PropertyMetadata metadata = PropertyMetadata.fresh(written, stampOf("write"));
    assertThat(metadata.isFresh(TestJson.object(values))).isEqualTo(fresh);
  }

  @Test
  void what_was_written_in_two_writes_is_not_taken_for_one() {
    JsonObject written = TestJson.object("{'a':{'b':1},'d':5}");
    JsonObject delta = TestJson.object("{'a':{'b':1}}");
    PropertyMetadata metadata = PropertyMetadata.fresh(written, stampOf("first"));
    PropertyMetadata after = metadata.after(written, delta, written, stampOf("second"));
    assertThat(after.isFresh(written)).isFalse();
  }

  private static PropertyMetadata.Stamp stampOf(String name) {
    return new PropertyMetadata.Stamp(NOW.plusSeconds(name.hashCode()), Optional.empty());
  }

  private static PropertyMetadata member(PropertyMetadata metadata, String name) {
    return requireNonNull(metadata.members().get(name));
  }
}
