package io.twinhub.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.domain.identity.SharedKey;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Connection strings and the tokens signed with their keys. */
class HubAddressTest {
  private static final HubAddress HUB =
      new HubAddress("hub.azure-devices.net", "service", new SharedKey("a2V5"));

  @Test
  void a_connection_string_is_taken_apart_in_any_order() {
    assertThat(HubAddress.parse(
            "SharedAccessKey=a2V5;X=y;HostName=hub.azure-devices.net;SharedAccessKeyName=service"))
        .isEqualTo(HUB);
  }

  @Test
  void a_part_that_is_missing_is_named() {
    assertThatThrownBy(() -> HubAddress.parse("HostName=h;SharedAccessKey=a2V5"))
        .hasMessage("the connection string lacks SharedAccessKeyName");
  }

  @Test
  void the_key_is_never_shown() {
    assertThat(HUB).hasToString("HubAddress[hub.azure-devices.net, service]");
  }

  @Test
  void devices_connect_to_the_host_without_its_port() {
    assertThat(new HubAddress("127.0.0.1:8443", "p", HUB.key()).bareHost()).isEqualTo("127.0.0.1");
    assertThat(HUB.bareHost()).isEqualTo("hub.azure-devices.net");
  }

  @Test
  void a_token_names_host_end_and_policy_and_is_kept_until_ten_minutes_before_its_end() {
    Instant[] now = {Instant.ofEpochSecond(1_000)};
    ServiceTokens tokens = new ServiceTokens(HUB, () -> now[0]);
    String first = tokens.token();
    assertThat(first)
        .matches(
            "SharedAccessSignature sr=hub\\.azure-devices\\.net&sig=[^&]+&se=4600&skn=service");
    now[0] = Instant.ofEpochSecond(1_000 + 50 * 60 - 1);
    assertThat(tokens.token()).isEqualTo(first);
    now[0] = Instant.ofEpochSecond(1_000 + 50 * 60);
    assertThat(tokens.token()).contains("&se=7600&");
  }
}
