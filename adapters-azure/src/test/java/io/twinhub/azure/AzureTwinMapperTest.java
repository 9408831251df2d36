package io.twinhub.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.azure.sdk.iot.device.twin.Twin;
import com.microsoft.azure.sdk.iot.device.twin.TwinCollection;
import io.twinhub.application.json.JsonText;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.twin.DesiredChange;
import io.twinhub.domain.twin.ReportedPatch;
import io.twinhub.domain.twin.property.Version;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Twins between the device SDK's beans and the domain, by the SDK's own parser and printer. */
class AzureTwinMapperTest {

  @Test
  void a_notification_keeps_what_was_removed() {
    Twin bean = Twin.createFromDesiredPropertyJson(
        "{\"gone\":null,\"nested\":{\"gone\":null,\"kept\":1},\"$version\":4}");
    JsonObject nested = JsonObject.of("gone", JsonNull.NULL).with("kept", JsonNumber.of(1));
    assertThat(AzureTwinMapper.desiredChange(bean))
        .isEqualTo(new DesiredChange(
            JsonObject.of("gone", JsonNull.NULL).with("nested", nested), new Version(4)));
  }

  @Test
  void a_report_becomes_what_the_sdk_prints_as_the_same_json() throws Exception {
    JsonObject members = JsonObject.builder()
        .put("n", 4503599627370495L)
        .put("d", JsonNumber.of(-0.5))
        .put("t", "<é> & \"x\"")
        .put("flag", true)
        .put("gone", JsonNull.NULL)
        .put("nested", JsonObject.of("gone", JsonNull.NULL).with("empty", JsonObject.EMPTY))
        .put("list", new JsonArray(List.of(new JsonString("a"), JsonNumber.of(2))))
        .build();
    TwinCollection bean = AzureTwinMapper.collection(ReportedPatch.of(members));
    assertThat(JsonText.parse(bean.toString())).isEqualTo(members);
    assertThat(bean.getVersion()).isNull();
  }

  @Test
  void the_version_that_a_report_expects_goes_with_it() {
    ReportedPatch report = new ReportedPatch(JsonObject.EMPTY, Optional.of(new Version(5)));
    assertThat(AzureTwinMapper.collection(report).getVersion()).isEqualTo(5);
  }
}
