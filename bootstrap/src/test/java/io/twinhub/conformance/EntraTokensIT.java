package io.twinhub.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.microsoft.azure.sdk.iot.service.exceptions.IotHubUnauthorizedException;
import com.microsoft.azure.sdk.iot.service.query.QueryClient;
import com.microsoft.azure.sdk.iot.service.registry.Device;
import com.microsoft.azure.sdk.iot.service.registry.RegistryClient;
import com.microsoft.azure.sdk.iot.service.twin.Twin;
import com.microsoft.azure.sdk.iot.service.twin.TwinClient;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;

/** Back ends that come with a token of Microsoft Entra ID instead of a connection string. */
@Timeout(60)
class EntraTokensIT {
  private static HubOnSdkPorts hub;

  @BeforeAll
  static void start() throws IOException {
    hub = HubOnSdkPorts.start();
  }

  @AfterAll
  static void stop() {
    hub.close();
  }

  /** What the SDK asks for a token; it must ask for the scope that Azure names. */
  private static TokenCredential credential(String role, AtomicReference<List<String>> scopes)
      throws Exception {
    String token = BearerTokens.of(hub.hub(), role);
    return request -> {
      scopes.set(request.getScopes());
      return Mono.just(new AccessToken(token, OffsetDateTime.now(ZoneOffset.UTC).plusMinutes(50)));
    };
  }

  private static TokenCredential credential(String role) throws Exception {
    return credential(role, new AtomicReference<>());
  }

  @Test
  void a_contributor_does_what_an_owner_does() throws Exception {
    AtomicReference<List<String>> scopes = new AtomicReference<>();
    TokenCredential credential = credential("IoT Hub Data Contributor", scopes);
    RegistryClient registry = new RegistryClient(HubOnSdkPorts.HOST, credential);
    TwinClient twins = new TwinClient(HubOnSdkPorts.HOST, credential);
    registry.addDevice(new Device("entra"));
    Twin patch = new Twin("entra");
    patch.getTags().put("plant", "Redmond43");
    twins.patch(patch);
    QueryClient queries = new QueryClient(HubOnSdkPorts.HOST, credential);
    assertThat(queries
            .queryTwins("SELECT * FROM devices WHERE tags.plant = 'Redmond43'")
            .next()
            .getDeviceId())
        .isEqualTo("entra");
    registry.removeDevice("entra");
    assertThat(scopes.get()).containsExactly("https://iothubs.azure.net/.default");
  }

  @Test
  void a_reader_reads_and_writes_nothing() throws Exception {
    hub.newDevice("read-only");
    TwinClient twins = new TwinClient(HubOnSdkPorts.HOST, credential("IoT Hub Data Reader"));
    Twin twin = twins.get("read-only");
    twin.getTags().put("a", 1);
    assertThatThrownBy(() -> twins.patch(twin))
        .isInstanceOf(IotHubUnauthorizedException.class)
        .hasMessageContaining("Principal test is not authorized for"
            + " Microsoft.Devices/IotHubs/twins/write due to no assigned permissions");
    assertThat(hub.twins().get("read-only").getTags()).isEmpty();
  }

  @Test
  void who_looks_after_twins_may_not_touch_the_registry() throws Exception {
    RegistryClient registry =
        new RegistryClient(HubOnSdkPorts.HOST, credential("IoT Hub Twin Contributor"));
    assertThatThrownBy(() -> registry.addDevice(new Device("never")))
        .isInstanceOf(IotHubUnauthorizedException.class);
  }
}
