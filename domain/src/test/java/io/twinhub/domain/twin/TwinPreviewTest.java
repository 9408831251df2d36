package io.twinhub.domain.twin;

import static io.twinhub.domain.twin.ATwin.aTwin;
import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.domain.document.DeviceTwinDocument;
import io.twinhub.domain.document.PatchDocument;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.json.TestJson;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a write would do, before anybody writes. */
class TwinPreviewTest {
  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  private static final Twin TWIN =
      aTwin().withTags("{'plant':'x'}").withDesired("{'a':1,'o':{'x':1,'y':2}}").build();

  private static TwinPreview preview(String body) {
    return TwinPreview.of(TWIN, PatchDocument.patch(TestJson.object(body)), NOW, TwinRules.DEFAULT);
  }

  @Test
  void it_is_what_the_write_then_does() {
    TwinPatch patch = PatchDocument.patch(
        TestJson.object("{'tags':{'plant':null},'properties':{'desired':{'o':{'x':5}}}}"));
    TwinUpdate written = TWIN.patched(patch, IfMatch.any(), NOW, TwinRules.DEFAULT);
    TwinPreview preview = TwinPreview.of(TWIN, patch, NOW, TwinRules.DEFAULT);
    assertThat(preview.before()).isSameAs(TWIN);
    assertThat(preview.after()).isEqualTo(written.after());
    assertThat(preview.notification()).isEqualTo(written.desiredChange());
    assertThat(preview.problems()).isEmpty();
  }

  @Test
  void a_device_is_told_only_of_desired_properties() {
    assertThat(preview("{'tags':{'plant':'y'}}").notification()).isEmpty();
    assertThat(preview("{}").notification()).isEmpty();
    assertThat(preview("{'properties':{'desired':{'b':2}}}")
            .notification()
            .map(DeviceTwinDocument::of))
        .hasValue(TestJson.object("{'b':2,'$version':3}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'tags':{'a b':1}}                        | 1 | {'plant':'x','a b':1} | {'a':1,'o':{'x':1,'y':2}}",
        "{'properties':{'desired':{'l':[1]}}}      | 1 | {'plant':'x'}  | {'a':1,'o':{'x':1,'y':2},'l':[1]}",
        "{'tags':null,'properties':{'desired':{'$a':1,'o':null}}} | 1 | {} | {'a':1,'$a':1}",
        "{'tags':{'#':1},'properties':{'desired':{'':1}}} | 2 | {'plant':'x','#':1} | {'a':1,'o':{'x':1,'y':2},'':1}",
        "{'tags':{'#':1},'properties':{'desired':null}} | 1 | {'plant':'x','#':1} | {}",
      })
  void what_would_be_refused_is_shown_with_the_reasons(
      String body, int problems, String tags, String desired) {
    TwinPreview preview = preview(body);
    assertThat(preview.problems()).hasSize(problems);
    assertThat(preview.after().tags().values()).isEqualTo(TestJson.object(tags));
    assertThat(preview.after().desired().values()).isEqualTo(TestJson.object(desired));
    assertThat(preview.notification()).isEmpty();
  }

  @Test
  void a_section_that_grows_too_large_is_shown_with_its_size() {
    String long4k = "x".repeat(4000);
    TwinPreview preview =
        preview("{'tags':{'a':'%s','b':'%s','c':'%s'}}".formatted(long4k, long4k, long4k));
    assertThat(preview.problems())
        .extracting(HubError::message)
        .singleElement()
        .asString()
        .contains("8192");
    assertThat(Section.TAGS.size(preview.after().tags().values())).isEqualTo(12_009);
  }
}
