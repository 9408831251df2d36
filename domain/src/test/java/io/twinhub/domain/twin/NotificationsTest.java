package io.twinhub.domain.twin;

import static io.twinhub.domain.twin.ATwin.aTwin;
import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.domain.document.DeviceTwinDocument;
import io.twinhub.domain.document.PatchDocument;
import io.twinhub.domain.json.TestJson;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a device is told: by existence of properties, not by value. Source: azure-iot-sdk-csharp#954. */
class NotificationsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'a':1,'b':2} | {'a':-1}          | {'a':-1,'$version':3}",
        "{'a':1,'b':2} | {'a':1,'b':2}     | {'a':1,'b':2,'$version':3}",
        "{'a':1,'b':2} | null              | {'a':null,'b':null,'$version':3}",
        "{'a':1}       | {'a':null}        | {'a':null,'$version':3}",
        "{'o':{'x':1}} | {'o':{'x':null}}  | {'o':{'x':null},'$version':3}",
        "{'o':{'x':1}} | {'o':{'y':2}}     | {'o':{'y':2},'$version':3}",
        "{'a':1}       | {'o':{'x':null}}  | {'o':{},'$version':3}",
        "{'a':1}       | {'a':{'x':1}}     | {'a':{'x':1},'$version':3}",
      })
  void a_patch_tells_what_takes_effect(String stored, String patch, String told) {
    Twin twin = aTwin().withDesired(stored).build();
    TwinPatch parsed =
        PatchDocument.patch(TestJson.object("{'properties':{'desired':%s}}".formatted(patch)));
    TwinUpdate update = twin.patched(parsed, IfMatch.any(), Instant.EPOCH, TwinRules.DEFAULT);
    assertThat(DeviceTwinDocument.of(update.desiredChange().orElseThrow()).toString())
        .isEqualTo(TestJson.object(told).toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'a':1,'b':2}       | {'a':1,'c':100}       | {'a':1,'b':null,'c':100,'$version':3}",
        "{'a':1}             | {}                    | {'a':null,'$version':3}",
        "{'o':{'x':1,'y':2}} | {'o':{'x':1}}         | {'o':{'x':1,'y':null},'$version':3}",
        "{'o':{'x':1}}       | {'o':5}               | {'o':5,'$version':3}",
        "{'o':5}             | {'o':{'x':1}}         | {'o':{'x':1},'$version':3}",
      })
  void a_replacement_repeats_what_stays_and_nulls_what_goes(
      String stored, String content, String told) {
    Twin twin = aTwin().withDesired(stored).build();
    TwinReplacement replacement = PatchDocument.replacement(
        TestJson.object("{'properties':{'desired':%s}}".formatted(content)));
    TwinUpdate update = twin.replaced(replacement, IfMatch.any(), Instant.EPOCH, TwinRules.DEFAULT);
    assertThat(DeviceTwinDocument.of(update.desiredChange().orElseThrow()).toString())
        .isEqualTo(TestJson.object(told).toString());
  }
}
