package io.twinhub.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.azure.rest.FakeCredential;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Connection strings of services, and what they are turned into. */
class HubAddressTest {
  private static final String KEY = ";SharedAccessKeyName=service;SharedAccessKey=c2VjcmV0";

  @Test
  void a_connection_string_is_taken_apart_in_any_order() {
    HubAddress hub = HubAddress.parse(
        " SharedAccessKey=c2VjcmV0;X=y;HostName=hub.azure-devices.net;SharedAccessKeyName=service\n");
    assertThat(hub.hostName()).isEqualTo("hub.azure-devices.net");
    assertThat(hub.tokens().token())
        .matches(
            "SharedAccessSignature sr=hub\\.azure-devices\\.net&sig=[^&]+&se=\\d+&skn=service");
  }

  @ParameterizedTest
  @ValueSource(strings = {"HostName=127.0.0.1:8443" + KEY, KEY + ";HostName=127.0.0.1:8443"})
  void a_local_hub_may_stand_on_any_port_but_devices_know_the_host_alone(String text) {
    HubAddress hub = HubAddress.parse(text);
    assertThat(hub.hostName()).isEqualTo("127.0.0.1:8443");
    assertThat(hub.deviceHost()).isEqualTo("127.0.0.1");
    assertThat(hub.tokens().token()).contains("sr=127.0.0.1&");
  }

  @ParameterizedTest
  @ValueSource(strings = {"h.service.azure-devices.net", "h.device.azure-devices.net"})
  void each_side_dials_the_host_that_serves_it_and_signs_for_it(String host) {
    for (HubAddress hub : List.of(
        HubAddress.parse("HostName=" + host + KEY), HubAddress.entra(host, new FakeCredential()))) {
      assertThat(hub.hostName()).isEqualTo("h.service.azure-devices.net");
      assertThat(hub.deviceHost()).isEqualTo("h.device.azure-devices.net");
      assertThat(hub).asString().startsWith("HubAddress[h.service.azure-devices.net, ");
    }
    assertThat(HubAddress.parse("HostName=" + host + KEY).tokens().token())
        .contains("sr=h.service.azure-devices.net&");
  }

  @Test
  void a_signature_that_somebody_else_made_is_shown_as_it_is() {
    String signature = "SharedAccessSignature sr=h&sig=x%3D&se=1&skn=service";
    HubAddress hub = HubAddress.parse(
        "HostName=h.net;SharedAccessKeyName=service;SharedAccessSignature=" + signature);
    assertThat(hub.tokens().token()).isEqualTo(signature);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      HostName=h;SharedAccessKey=c2VjcmV0             | SharedAccessKeyName cannot be null or empty
      HostName=h;SharedAccessKeyName=p                | Should specify either sharedAccessKey or sharedAccessSignature
      SharedAccessKeyName=p;SharedAccessKey=c2VjcmV0  | The connection string has an invalid value for property.
      HostName=h;SharedAccessKeyName=p;SharedAccessKey=c2VjcmV0! | SharedAccessKey is not base64
      ''                                              | connection string cannot be null or empty
      """)
  void what_is_wrong_is_said_and_the_key_is_not(String text, String why) {
    assertThatThrownBy(() -> HubAddress.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not a service connection string: " + why)
        .message()
        .doesNotContain("c2VjcmV0");
  }

  @Test
  void the_key_is_never_shown() {
    assertThat(HubAddress.parse("HostName=h.net" + KEY)).hasToString("HubAddress[h.net, service]");
    assertThat(HubAddress.entra("h.net", new FakeCredential()))
        .hasToString("HubAddress[h.net, Microsoft Entra]");
  }

  @Test
  void a_host_that_is_none_is_refused() {
    assertThatThrownBy(() -> HubAddress.entra("https://h.net/", new FakeCredential()))
        .hasMessage("not a host name: https://h.net/");
  }
}
