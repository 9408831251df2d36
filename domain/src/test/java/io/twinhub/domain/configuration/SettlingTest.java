package io.twinhub.domain.configuration;

import static io.twinhub.domain.twin.ATwin.aTwin;
import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.domain.document.TwinDocument;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonPath;
import io.twinhub.domain.json.TestJson;
import io.twinhub.domain.twin.ATwin;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.Twin;
import io.twinhub.domain.twin.TwinPatch;
import io.twinhub.domain.twin.TwinRules;
import io.twinhub.domain.twin.TwinUpdate;
import io.twinhub.domain.twin.property.Standing;
import io.twinhub.domain.twin.property.Version;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What configurations do to one twin. */
class SettlingTest {
  private static final Instant NOON = Instant.parse("2024-05-06T12:00:00Z");
  private static final Twin.Stamping STAMPING = new Twin.Stamping(NOON, TwinRules.DEFAULT);

  private static Claim claim(String id, long priority, String desired) {
    JsonObject document =
        TestJson.object("{'deviceContent':{'properties.desired':%s}}".formatted(desired));
    return Claim.of(Configuration.created(
        new ConfigurationRequest(
            new ConfigurationId(id),
            ConfigurationContent.of(document, TwinRules.DEFAULT),
            new TargetCondition("*"),
            priority,
            Map.of(),
            Optional.empty(),
            Optional.empty()),
        NOON));
  }

  private static Twin settled(Twin twin, Claim... claims) {
    return Settling.settled(twin, Arrays.asList(claims), STAMPING).after();
  }

  private static void assertDesired(Twin twin, String json) {
    assertThat(twin.desired().values()).isEqualTo(TestJson.object(json));
  }

  private static Standing standing(Twin twin, String id) {
    return Optional.ofNullable(twin.root().standings().byId().get(id)).orElseThrow();
  }

  @Test
  void settings_are_merged_and_signed_at_each_value() {
    Twin twin = settled(
        aTwin().withDesired("{'a':{'own':1}}").build(), claim("fw", 5, "{'a':{'b':2},'c':3}"));
    assertDesired(twin, "{'a':{'own':1,'b':2},'c':3}");
    assertThat(twin.desired().version()).isEqualTo(new Version(3));
    JsonObject document = TwinDocument.of(twin);
    assertThat(document.find(JsonPath.parse("properties.desired.$metadata.a.b")))
        .hasToString(Optional.of(
                TestJson.object("{'$lastUpdated':'2024-05-06T12:00:00Z','$lastUpdatedVersion':3,"
                    + "'$lastUpdatedBy':'fw','$lastUpdatedByDigest':'638505936000000000'}"))
            .toString());
    assertThat(document.find(JsonPath.parse("properties.desired.$metadata.a.$lastUpdatedBy")))
        .isEmpty();
    assertThat(standing(twin, "fw")).isEqualTo(Standing.WHOLE);
  }

  @Test
  void applied_to_its_own_result_it_changes_nothing() {
    Claim one = claim("one", 1, "{'a':{'b':1,'empty':{}},'gone':null}");
    Twin once = settled(aTwin().withDesired("{'gone':1}").build(), one);
    assertDesired(once, "{'a':{'b':1,'empty':{}}}");
    TwinUpdate again = Settling.settled(once, List.of(one), STAMPING);
    assertThat(again.changed()).isFalse();
    assertThat(again.after()).isEqualTo(once);
  }

  @Test
  void the_more_important_one_wins_each_path_that_both_set() {
    Twin twin =
        settled(ATwin.fresh(), claim("high", 9, "{'a':1}"), claim("low", 5, "{'a':2,'b':{'c':3}}"));
    assertDesired(twin, "{'a':1,'b':{'c':3}}");
    assertThat(standing(twin, "low"))
        .isEqualTo(new Standing(
            "Applied",
            Optional.of(
                "properties.desired.a belongs to 'high', whose priority 9 is higher than 5")));
    assertThat(standing(twin, "low").isApplied()).isTrue();
  }

  @Test
  void one_that_wins_nothing_is_only_targeted() {
    Twin twin = settled(
        ATwin.fresh(),
        claim("late", 5, "{'a':{'b':1},'c':1,'d':1}"),
        claim("early", 5, "{'a':2,'c':2,'d':2}"));
    assertDesired(twin, "{'a':{'b':1},'c':1,'d':1}");
    assertThat(standing(twin, "early"))
        .isEqualTo(new Standing(
            "Targeted",
            Optional.of("properties.desired.a belongs to 'late', which has the same priority 5 and"
                + " was created later (and 2 more settings)")));
    assertThat(standing(twin, "early").isApplied()).isFalse();
  }

  @Test
  void one_without_settings_is_applied_as_a_whole() {
    Twin twin = settled(ATwin.fresh(), claim("empty", 1, "{}"));
    assertThat(standing(twin, "empty")).isEqualTo(Standing.WHOLE);
    assertDesired(twin, "{}");
  }

  @Test
  void what_no_configuration_wants_any_more_is_removed_with_objects_that_become_empty() {
    Twin twin = settled(
        aTwin().withDesired("{'mine':{'x':1},'shared':{'own':1}}").build(),
        claim("fw", 1, "{'mine':{'y':1},'shared':{'theirs':1},'deep':{'er':{'z':1}},'e':{}}"));
    Twin left = settled(twin);
    assertDesired(left, "{'mine':{'x':1},'shared':{'own':1}}");
    assertThat(left.root().standings().isEmpty()).isTrue();
  }

  @Test
  void the_next_in_rank_takes_the_place_of_one_that_leaves() {
    Claim low = claim("low", 1, "{'a':{'b':2}}");
    Twin twin = settled(ATwin.fresh(), claim("high", 9, "{'a':1,'c':1}"), low);
    assertDesired(twin, "{'a':1,'c':1}");
    assertDesired(settled(twin, low), "{'a':{'b':2}}");
  }

  @Test
  void what_a_user_writes_over_a_setting_is_reverted() {
    Claim claim = claim("fw", 1, "{'a':{'b':1}}");
    Twin applied = settled(ATwin.fresh(), claim);
    for (String change : List.of("{'a':{'b':2}}", "{'a':{'b':null}}", "{'a':null}", "{'a':7}")) {
      Twin written = applied
          .patched(
              TwinPatch.ofDesired(TestJson.object(change)), IfMatch.any(), NOON, TwinRules.DEFAULT)
          .after();
      assertDesired(settled(written, claim), "{'a':{'b':1}}");
    }
  }

  @Test
  void what_a_user_writes_becomes_the_users_once_the_configuration_is_gone() {
    Twin applied = settled(ATwin.fresh(), claim("fw", 1, "{'a':1}"));
    Twin written = applied
        .patched(
            TwinPatch.ofDesired(TestJson.object("{'a':2}")), IfMatch.any(), NOON, TwinRules.DEFAULT)
        .after();
    assertDesired(settled(written), "{'a':2}");
  }

  @Test
  void a_setting_of_null_keeps_a_property_away() {
    Claim claim = claim("fw", 1, "{'a':{'b':null},'n':null}");
    assertDesired(
        settled(aTwin().withDesired("{'a':{'b':1,'c':2},'n':1}").build(), claim), "{'a':{'c':2}}");
    assertDesired(settled(ATwin.fresh(), claim), "{}");
  }

  @Test
  void an_empty_object_is_wanted_whatever_is_in_it() {
    Claim claim = claim("fw", 1, "{'a':{}}");
    assertDesired(
        settled(aTwin().withDesired("{'a':{'own':1}}").build(), claim), "{'a':{'own':1}}");
    assertDesired(settled(aTwin().withDesired("{'a':1}").build(), claim), "{'a':{}}");
  }

  @Test
  void one_that_the_limits_of_twins_refuse_is_left_out_and_the_others_are_applied() {
    String large = "'" + "x".repeat(4000) + "'";
    StringBuilder members = new StringBuilder("{'m0':" + large);
    for (int i = 1; i < 9; i++) {
      members.append(",'m").append(i).append("':").append(large);
    }
    Twin twin = settled(
        ATwin.fresh(), claim("huge", 9, members + "}"), claim("small", 1, "{'m0':1,'z':1}"));
    assertDesired(twin, "{'m0':1,'z':1}");
    assertThat(standing(twin, "huge").status()).isEqualTo("Targeted");
    assertThat(standing(twin, "huge").reason().orElseThrow()).startsWith("refused: ");
    assertThat(standing(twin, "small")).isEqualTo(Standing.WHOLE);
  }

  @Test
  void one_that_is_excluded_gets_nothing_and_says_why() {
    Twin twin = settled(ATwin.fresh(), claim("fw", 1, "{'a':1}").excluded("no agent"));
    assertDesired(twin, "{}");
    assertThat(standing(twin, "fw")).isEqualTo(new Standing("Targeted", Optional.of("no agent")));
  }
}
