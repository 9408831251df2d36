package io.twinhub.domain.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.json.TestJson;
import io.twinhub.domain.twin.property.Version;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The If-Match header, in all forms that clients send. Source: Azure's twin behaviour, If-Match. */
class IfMatchTest {
  private static final Etag CURRENT = Etag.ofCount(2);

  @ParameterizedTest
  @ValueSource(strings = {"", "*", "\"*\"", "abc", "AAAAAAAAAAE=", "\"", " * ", "W/*", "\"abc"})
  void absent_star_and_unquoted_are_no_condition(String header) {
    assertThat(IfMatch.parse(header)).isEqualTo(IfMatch.any());
    assertThatCode(() -> IfMatch.parse(header).require(CURRENT)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"AAAAAAAAAAI=\"", "W/\"AAAAAAAAAAI=\"", " \"AAAAAAAAAAI=\" "})
  void the_current_etag_in_quotes_is_met(String header) {
    assertThatCode(() -> IfMatch.parse(header).require(CURRENT)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"AAAAAAAAAAE=\"", "\"\"", "\"abc\""})
  void another_etag_in_quotes_is_refused(String header) {
    assertThatThrownBy(() -> IfMatch.parse(header).require(CURRENT))
        .isInstanceOfSatisfying(
            HubException.class, refusal -> assertThat(refusal.code().number()).isEqualTo(412001));
  }

  @Test
  void a_stale_etag_is_named_with_the_current_one() {
    Twin twin = ATwin.aTwin().withTags("{'a':1}").build();
    TwinPatch patch = TwinPatch.ofTags(TestJson.object("{'a':2}"));
    assertThatThrownBy(
            () -> twin.patched(patch, new IfMatch.Exactly("old"), Instant.EPOCH, TwinRules.DEFAULT))
        .hasMessage(
            "if-match was old, but the twin's etag is AAAAAAAAAAI=; read the twin again and repeat the"
                + " patch");
    assertThat(new IfMatch.Exactly("old")).hasToString("old");
    assertThat(IfMatch.any()).hasToString("*");
  }

  @Test
  void a_stale_version_in_a_report_is_refused() {
    ReportedPatch report =
        new ReportedPatch(TestJson.object("{'a':1}"), Optional.of(new Version(0)));
    assertThatThrownBy(() -> ATwin.fresh().reported(report, Instant.EPOCH, TwinRules.DEFAULT))
        .isInstanceOfSatisfying(
            HubException.class, refusal -> assertThat(refusal.code().number()).isEqualTo(412001))
        .hasMessage(
            "$version was 0, but the reported properties' is 1; read the twin again and repeat the"
                + " report");
  }

  @Test
  void the_current_version_in_a_report_is_met() {
    ReportedPatch report =
        new ReportedPatch(TestJson.object("{'a':1}"), Optional.of(Version.FIRST));
    assertThat(ATwin.fresh().reported(report, Instant.EPOCH, TwinRules.DEFAULT).changed())
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "*, *",
    "'\"*\"', *",
    "'', *",
    "tag, tag",
    "'\"tag\"', tag",
    "'W/\"tag\"', tag",
    "'\"', '\"'"
  })
  void an_identitys_condition_counts_with_and_without_quotes(String header, String condition) {
    assertThat(IfMatch.parseOfIdentity(header)).hasToString(condition);
  }
}
