package io.twinhub.domain.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.domain.document.PatchDocument;
import io.twinhub.domain.json.TestJson;
import io.twinhub.domain.twin.property.ReportedProperties;
import io.twinhub.domain.twin.property.Version;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Request bodies as real clients send them. Source: Azure's twin behaviour, service writes. */
class BodiesTest {
  private static TwinUpdate patched(String body) {
    return ATwin.fresh()
        .patched(
            PatchDocument.patch(TestJson.object(body)),
            IfMatch.any(),
            Instant.EPOCH,
            TwinRules.DEFAULT);
  }

  @Test
  void a_whole_twin_that_is_sent_back_is_a_patch_of_its_content() {
    Twin after = patched("{'deviceId':'other','etag':'x','version':99,'status':'disabled',"
            + "'tags':{'a':1},'properties':{'desired':{'b':2,'$version':9,"
            + "'$metadata':{'$lastUpdated':'now'}},'reported':{'c':3,'$version':7}}}")
        .after();
    assertThat(after.address()).isEqualTo(ATwin.THERMOSTAT);
    assertThat(after.tags().values()).isEqualTo(TestJson.object("{'a':1}"));
    assertThat(after.desired().values()).isEqualTo(TestJson.object("{'b':2}"));
    assertThat(after.desired().version()).isEqualTo(new Version(2));
    assertThat(after.reported()).isEqualTo(ReportedProperties.NEW);
  }

  @Test
  void root_members_that_are_null_say_nothing() {
    assertThat(
            patched("{'deviceId':null,'capabilities':null,'properties':null}").changed())
        .isFalse();
  }

  @Test
  void a_stray_dollar_key_is_refused() {
    assertThatThrownBy(() -> patched("{'properties':{'desired':{'$other':1}}}"))
        .hasMessageStartingWith("Property or Tag name has invalid characters");
    assertThatThrownBy(() -> patched("{'tags':{'$version':1}}"))
        .hasMessageStartingWith("Property or Tag name has invalid characters");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'tags':5}                     | tags",
        "{'tags':[]}                    | tags",
        "{'properties':'x'}             | properties",
        "{'properties':{'desired':'x'}} | properties.desired"
      })
  void a_section_that_is_no_object_is_refused(String body, String path) {
    String message =
        "Provided json is not a valid 'tags' or 'properties' object: %s must be an object."
            .formatted(path);
    assertThatThrownBy(() -> PatchDocument.patch(TestJson.object(body))).hasMessage(message);
    assertThatThrownBy(() -> PatchDocument.replacement(TestJson.object(body))).hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'tags':null}                          | tags",
        "{'properties':{'desired':null}}        | properties.desired",
        "{'tags':{'my-tag':null}}               | my-tag",
        "{'properties':{'desired':{'a':{'b':null}}}} | a.b"
      })
  void null_in_a_replacement_is_an_error_not_a_removal(String body, String path) {
    assertThatThrownBy(() -> ATwin.fresh()
            .replaced(
                PatchDocument.replacement(TestJson.object(body)),
                IfMatch.any(),
                Instant.EPOCH,
                TwinRules.DEFAULT))
        .hasMessage("Value of Property or Tag cannot be null. Error in Property/Tag " + path);
  }

  @Test
  void a_report_may_carry_the_hubs_own_members_at_its_root_only() {
    ReportedPatch report = ReportedPatch.of(TestJson.object("{'a':1,'$version':3,'$metadata':{}}"));
    assertThat(ATwin.fresh()
            .reported(report, Instant.EPOCH, TwinRules.DEFAULT)
            .after()
            .reported()
            .values())
        .isEqualTo(TestJson.object("{'a':1}"));
    ReportedPatch nested = ReportedPatch.of(TestJson.object("{'o':{'$version':3}}"));
    assertThatThrownBy(() -> ATwin.fresh().reported(nested, Instant.EPOCH, TwinRules.DEFAULT))
        .hasMessageStartingWith("Property or Tag name has invalid characters");
  }

  @Test
  void a_long_text_of_a_client_is_cut_in_messages() {
    assertThatThrownBy(() -> patched("{'tags':{'%s':1}}".formatted("a.".repeat(300))))
        .hasMessageContaining("a.a.…. Must not contain");
  }
}
