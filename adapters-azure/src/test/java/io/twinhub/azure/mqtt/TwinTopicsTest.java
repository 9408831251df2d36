package io.twinhub.azure.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.domain.identity.SharedKey;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.twin.property.Version;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Topics and tokens of devices, as Azure spells them. */
class TwinTopicsTest {

  @Test
  void requests_carry_their_number_first_and_the_version_second() {
    assertThat(TwinTopics.read(7)).isEqualTo("$iothub/twin/GET/?$rid=7");
    assertThat(TwinTopics.report(7, Optional.empty()))
        .isEqualTo("$iothub/twin/PATCH/properties/reported/?$rid=7");
    assertThat(TwinTopics.report(7, Optional.of(new Version(3))))
        .isEqualTo("$iothub/twin/PATCH/properties/reported/?$rid=7&$version=3");
  }

  @Test
  void an_answer_tells_status_request_and_version() {
    assertThat(TwinTopics.answered("$iothub/twin/res/204/?$rid=7&$version=3"))
        .contains(new TwinTopics.Answered(204, 7, new Version(3)));
    assertThat(TwinTopics.answered("$iothub/twin/res/412/?$rid=7"))
        .contains(new TwinTopics.Answered(412, 7, new Version(0)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$iothub/twin/res/20/?$rid=7",
        "$iothub/twin/res/200/?$rid=x",
        "$iothub/twin/res/200/",
        "$iothub/twin/res/200/?$rid=99999999999999999999",
        "$iothub/methods/POST/reboot/?$rid=1"
      })
  void anything_else_is_no_answer(String topic) {
    assertThat(TwinTopics.answered(topic)).isEmpty();
  }

  @Test
  void a_token_names_the_device_or_module_and_its_end() {
    SharedKey key = new SharedKey("c2VjcmV0");
    Instant end = Instant.ofEpochSecond(1_000);
    assertThat(DeviceTokens.signed("h.net", TwinAddress.device("a+b"), key, end))
        .isEqualTo("SharedAccessSignature sr=h.net%2Fdevices%2Fa%2Bb" + "&sig="
            + SIGNATURE_OF_DEVICE + "&se=1000");
    assertThat(DeviceTokens.signed("h.net", TwinAddress.module("d", "m"), key, end))
        .startsWith("SharedAccessSignature sr=h.net%2Fdevices%2Fd%2Fmodules%2Fm&sig=");
  }

  /** Of {@code openssl dgst -sha256 -hmac secret}, base64. */
  private static final String SIGNATURE_OF_DEVICE =
      "vKYrrQA5ZLS3ejX8aIGSBx2eFLdf4fDrd7CPNUYpWO4%3D";
}
