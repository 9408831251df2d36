package io.twinhub.domain.change;

import static io.twinhub.domain.twin.ATwin.EARLIER;
import static io.twinhub.domain.twin.ATwin.aTwin;
import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.domain.document.PatchDocument;
import io.twinhub.domain.json.TestJson;
import io.twinhub.domain.twin.ATwin;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.ReportedPatch;
import io.twinhub.domain.twin.Twin;
import io.twinhub.domain.twin.TwinPatch;
import io.twinhub.domain.twin.TwinRules;
import io.twinhub.domain.twin.TwinUpdate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What back ends are told of each change. */
class TwinEventTest {
  private static final String STAMP = "'$lastUpdated':'2022-06-01T22:27:50.2612586Z'";
  private static final String V3 = STAMP + ",'$lastUpdatedVersion':3";

  private static Twin twin() {
    return aTwin()
        .withDesired("{'a':1,'o':{'x':1,'y':2}}")
        .withReported("{'r':1,'s':2}")
        .build();
  }

  private static void assertTold(TwinChange.Kind kind, TwinUpdate update, String body) {
    TwinEvent event =
        TwinEvent.of(new TwinChange.Written(kind, update, EARLIER)).orElseThrow();
    assertThat(event.body().toString()).isEqualTo(TestJson.object(body).toString());
    assertThat(event.kind()).isEqualTo(TwinEvent.Kind.UPDATED);
    assertThat(event.address()).isEqualTo(ATwin.THERMOSTAT);
    assertThat(event.at()).isEqualTo(EARLIER);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'a':2}            | {'a':2,'$metadata':{%1$s,'a':{%1$s}},'$version':3}",
        "{'a':null}         | {'a':null,'$metadata':{%1$s},'$version':3}",
        "{'o':{'x':2}}      | {'o':{'x':2},'$metadata':{%1$s,'o':{%1$s,'x':{%1$s}}},'$version':3}",
        "{'o':{'x':null}}   | {'o':{'x':null},'$metadata':{%1$s,'o':{%1$s}},'$version':3}",
        "{'n':{'m':{'k':1}}}| {'n':{'m':{'k':1}},'$metadata':{%1$s,'n':{%1$s,'m':{%1$s,'k':{%1$s}}}},'$version':3}",
      })
  void a_patch_tells_what_changed_with_its_metadata(String patch, String desired) {
    assertTold(
        TwinChange.Kind.PATCH,
        twin()
            .patched(
                TwinPatch.ofDesired(TestJson.object(patch)),
                IfMatch.any(),
                EARLIER,
                TwinRules.DEFAULT),
        "{'version':5,'properties':{'desired':%s}}".formatted(desired.formatted(V3)));
  }

  @Test
  void a_patch_of_tags_tells_of_tags_only() {
    assertTold(
        TwinChange.Kind.PATCH,
        twin()
            .patched(
                TwinPatch.ofTags(TestJson.object("{'t':1,'gone':null}")),
                IfMatch.any(),
                EARLIER,
                TwinRules.DEFAULT),
        "{'version':5,'tags':{'t':1}}");
  }

  @Test
  void a_report_tells_of_reported_properties_which_have_no_versions_of_their_own() {
    assertTold(
        TwinChange.Kind.REPORT,
        twin()
            .reported(
                ReportedPatch.of(TestJson.object("{'r':2,'s':null}")), EARLIER, TwinRules.DEFAULT),
        "{'version':5,'properties':{'reported':{'r':2,'s':null,'$metadata':{%1$s,'r':{%1$s}},'$version':3}}}"
            .formatted(STAMP));
  }

  @Test
  void a_replacement_tells_the_whole_twin_without_its_root() {
    TwinUpdate update = twin()
        .replaced(
            PatchDocument.replacement(
                TestJson.object("{'tags':{'t':1},'properties':{'desired':{'b':1}}}")),
            IfMatch.any(),
            EARLIER,
            TwinRules.DEFAULT);
    TwinEvent event = TwinEvent.of(new TwinChange.Written(TwinChange.Kind.REPLACE, update, EARLIER))
        .orElseThrow();
    assertThat(event.kind()).isEqualTo(TwinEvent.Kind.REPLACED);
    assertThat(event.body().toString())
        .isEqualTo(TestJson.object(("{'deviceId':'thermostat-7','etag':'AAAAAAAAAAM=','version':5,"
                    + "'tags':{'t':1},'properties':{'desired':{'b':1,'$metadata':{%1$s,'b':{%1$s}},'$version':3},"
                    + "'reported':{'r':1,'s':2,'$metadata':{%2$s,'r':{%2$s},'s':{%2$s}},'$version':2}}}")
                .formatted(V3, STAMP))
            .toString());
  }

  @Test
  void the_end_of_a_twin_tells_all_that_it_was() {
    TwinEvent event = TwinEvent.of(new TwinChange.Deleted(twin(), EARLIER)).orElseThrow();
    assertThat(event.kind()).isEqualTo(TwinEvent.Kind.DELETED);
    assertThat(event.version()).isEqualTo(twin().version());
    assertThat(event.desired().orElseThrow().names())
        .containsExactly("a", "o", "$metadata", "$version");
    assertThat(event.reported().orElseThrow().names())
        .containsExactly("r", "s", "$metadata", "$version");
    assertThat(event.tags()).isEmpty();
  }

  @Test
  void what_changes_nothing_of_the_twin_is_not_told() {
    TwinUpdate none = twin()
        .patched(
            TwinPatch.ofTags(TestJson.object("{'gone':null}")),
            IfMatch.any(),
            EARLIER,
            TwinRules.DEFAULT);
    assertThat(TwinEvent.of(new TwinChange.Written(TwinChange.Kind.PATCH, none, EARLIER)))
        .isEqualTo(Optional.empty());
    assertThat(TwinEvent.of(new TwinChange.RootChanged(twin(), twin(), EARLIER)))
        .isEqualTo(Optional.empty());
  }
}
