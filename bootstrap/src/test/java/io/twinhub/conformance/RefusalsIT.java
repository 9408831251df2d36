package io.twinhub.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import com.microsoft.azure.sdk.iot.device.DeviceClient;
import com.microsoft.azure.sdk.iot.device.IotHubClientProtocol;
import com.microsoft.azure.sdk.iot.device.IotHubStatusCode;
import com.microsoft.azure.sdk.iot.device.exceptions.IotHubClientException;
import com.microsoft.azure.sdk.iot.device.transport.IotHubConnectionStatus;
import com.microsoft.azure.sdk.iot.service.exceptions.IotHubBadFormatException;
import com.microsoft.azure.sdk.iot.service.exceptions.IotHubConflictException;
import com.microsoft.azure.sdk.iot.service.exceptions.IotHubNotFoundException;
import com.microsoft.azure.sdk.iot.service.exceptions.IotHubPreconditionFailedException;
import com.microsoft.azure.sdk.iot.service.exceptions.IotHubUnauthorizedException;
import com.microsoft.azure.sdk.iot.service.registry.Device;
import com.microsoft.azure.sdk.iot.service.registry.DeviceStatus;
import com.microsoft.azure.sdk.iot.service.twin.Twin;
import com.microsoft.azure.sdk.iot.service.twin.TwinClient;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Refusals as the Java SDKs show them. */
@Timeout(60)
class RefusalsIT {
  private static final String WRONG_KEY = Base64.getEncoder().encodeToString(new byte[32]);
  private static final Duration DROP_WAIT_MAX = Duration.ofSeconds(20);

  private static HubOnSdkPorts hub;

  @BeforeAll
  static void start() throws IOException {
    hub = HubOnSdkPorts.start();
  }

  @AfterAll
  static void stop() {
    hub.close();
  }

  private static void assertNotLetIn(DeviceClient client) {
    assertThatThrownBy(() -> DeviceProgram.open(client))
        .isInstanceOfSatisfying(
            IotHubClientException.class,
            refusal ->
                assertThat(refusal.getStatusCode()).isEqualTo(IotHubStatusCode.UNAUTHORIZED));
  }

  private static void assertNotLetIn(String deviceId, String key) {
    String connection = HubOnSdkPorts.connectionString(deviceId, key);
    assertNotLetIn(new DeviceClient(connection, IotHubClientProtocol.MQTT));
    assertNotLetIn(new DeviceClient(connection, IotHubClientProtocol.MQTT_WS));
  }

  private static void assertDropped(DeviceProgram program) {
    await()
        .atMost(DROP_WAIT_MAX)
        .untilAsserted(() -> assertThat(program.statusChanges())
            .anyMatch(change -> change.getNewStatus() == IotHubConnectionStatus.DISCONNECTED));
  }

  private static Device disabled(String deviceId) throws Exception {
    Device device = hub.registry().getDevice(deviceId);
    device.setStatus(DeviceStatus.Disabled);
    return hub.registry().updateDevice(device);
  }

  @Test
  void a_stale_etag_is_refused_and_changes_nothing() throws Exception {
    hub.newDevice("stale");
    String stale = '"' + hub.twins().get("stale").getETag() + '"';
    Twin first = new Twin("stale");
    first.getTags().put("a", 1);
    hub.twins().patch(first, stale);
    Twin second = new Twin("stale");
    second.getTags().put("a", 2);
    assertThatThrownBy(() -> hub.twins().patch(second, stale))
        .isInstanceOf(IotHubPreconditionFailedException.class);
    assertThat(hub.twins().get("stale").getTags()).containsExactly(entry("a", 1L));
  }

  /** As in Azure, whose answer to users of this SDK is to write the quotes. Source: azure-iot-sdk-java#574. */
  @Test
  void an_etag_without_quotes_is_no_condition() throws Exception {
    hub.newDevice("bare");
    Twin patch = new Twin("bare");
    patch.getTags().put("a", 1);
    assertThat(hub.twins().patch(patch, "AAAAAAAAAAk=").getETag()).isEqualTo("AAAAAAAAAAI=");
  }

  @Test
  void an_array_is_refused_and_changes_nothing() throws Exception {
    hub.newDevice("array");
    Twin patch = new Twin("array");
    patch.getTags().put("a", List.of(1));
    assertThatThrownBy(() -> hub.twins().patch(patch)).isInstanceOf(IotHubBadFormatException.class);
    assertThat(hub.twins().get("array").getETag()).isEqualTo("AAAAAAAAAAE=");
  }

  @Test
  void a_missing_device_is_not_found() {
    assertThatThrownBy(() -> hub.twins().get("missing"))
        .isInstanceOf(IotHubNotFoundException.class);
    assertThatThrownBy(() -> hub.registry().getDevice("missing"))
        .isInstanceOf(IotHubNotFoundException.class);
    assertThatThrownBy(() -> hub.registry().removeDevice("missing"))
        .isInstanceOf(IotHubNotFoundException.class);
  }

  @Test
  void a_registered_device_is_not_registered_again() throws Exception {
    hub.newDevice("twice");
    assertThatThrownBy(() -> hub.newDevice("twice")).isInstanceOf(IotHubConflictException.class);
  }

  @Test
  void a_wrong_service_key_is_refused() {
    TwinClient wrong =
        new TwinClient("HostName=%s;SharedAccessKeyName=iothubowner;SharedAccessKey=%s"
            .formatted(HubOnSdkPorts.HOST, WRONG_KEY));
    assertThatThrownBy(() -> wrong.get("any")).isInstanceOf(IotHubUnauthorizedException.class);
  }

  @Test
  void a_wrong_device_key_is_not_let_in() throws Exception {
    hub.newDevice("wrong-key");
    assertNotLetIn("wrong-key", WRONG_KEY);
  }

  @Test
  void a_device_that_is_not_registered_is_not_let_in() {
    assertNotLetIn("nobody", WRONG_KEY);
  }

  @Test
  void an_expired_token_is_not_let_in() throws Exception {
    Device device = hub.newDevice("expired");
    String token = DeviceTokens.token(
        "expired", device.getPrimaryKey(), Instant.now().minus(Duration.ofHours(1)));
    assertNotLetIn(new DeviceClient(
        HubOnSdkPorts.HOST, "expired", token::toCharArray, IotHubClientProtocol.MQTT));
  }

  @Test
  void a_disabled_device_is_not_let_in_and_an_open_connection_is_dropped() throws Exception {
    Device device = hub.newDevice("disabled");
    try (DeviceProgram program = DeviceProgram.open(device, IotHubClientProtocol.MQTT)) {
      disabled("disabled");
      assertDropped(program);
      assertNotLetIn("disabled", device.getPrimaryKey());
    }
  }

  @Test
  void a_deleted_device_is_dropped() throws Exception {
    Device device = hub.newDevice("deleted");
    try (DeviceProgram program = DeviceProgram.open(device, IotHubClientProtocol.MQTT_WS)) {
      hub.registry().removeDevice("deleted");
      assertDropped(program);
    }
  }

  @Test
  void a_second_connection_takes_over() throws Exception {
    Device device = hub.newDevice("contested");
    try (DeviceProgram first = DeviceProgram.open(device, IotHubClientProtocol.MQTT);
        DeviceProgram second = DeviceProgram.open(device, IotHubClientProtocol.MQTT_WS)) {
      assertDropped(first);
      second.report("who", "second");
      assertThat(second.statusChanges()).isEmpty();
      assertThat(hub.twins().get("contested").getConnectionState()).isEqualTo("CONNECTED");
    }
  }
}
