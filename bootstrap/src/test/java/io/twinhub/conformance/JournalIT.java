package io.twinhub.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.microsoft.azure.sdk.iot.device.DeviceClient;
import com.microsoft.azure.sdk.iot.device.IotHubClientProtocol;
import com.microsoft.azure.sdk.iot.device.transport.NoRetry;
import com.microsoft.azure.sdk.iot.service.registry.Device;
import com.microsoft.azure.sdk.iot.service.registry.RegistryClient;
import com.microsoft.azure.sdk.iot.service.twin.Twin;
import io.twinhub.domain.document.JournalLine;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.operation.JournalEntry;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What real SDK clients do is in the journal, with who did it, over what, and how it ended. */
@Timeout(120)
class JournalIT {
  private static final Duration WAIT_MAX = Duration.ofSeconds(20);

  /** A key that no device has. */
  private static final String WRONG_KEY = "d3JvbmdrZXl3cm9uZ2tleQ==";

  private static final AtomicInteger NAMES = new AtomicInteger();

  private static HubOnSdkPorts hub;

  @BeforeAll
  static void start() throws IOException {
    hub = HubOnSdkPorts.start();
  }

  @AfterAll
  static void stop() {
    hub.close();
  }

  private static Device device() throws Exception {
    return hub.newDevice("noted-" + NAMES.incrementAndGet());
  }

  /** The lines about a device, without time, number and hints, and with its name shortened. */
  private static List<String> lines(String id) {
    return hub.hub().journal().entries(entry -> entry.concerns(TwinAddress.device(id))).stream()
        .map(JournalLine::of)
        .map(line -> line.replaceFirst("^\\S+ #[0-9]+ ", "")
            .replaceFirst("; hint: .*", "")
            .replace(id, "D"))
        .toList();
  }

  private static void desire(Device device, int value) throws Exception {
    Twin patch = new Twin(device.getDeviceId());
    patch.getDesiredProperties().put("n", value);
    hub.twins().patch(patch);
  }

  private static void awaitLine(Device device, String line) {
    await()
        .atMost(WAIT_MAX)
        .untilAsserted(() -> assertThat(lines(device.getDeviceId())).contains(line));
  }

  @ParameterizedTest
  @EnumSource(names = {"MQTT", "MQTT_WS", "AMQPS", "AMQPS_WS"})
  void the_story_of_a_device(IotHubClientProtocol protocol) throws Exception {
    String wire = protocol.name().startsWith("MQTT") ? "mqtt" : "amqp";
    Device device = device();
    desire(device, 1);
    try (DeviceProgram program = DeviceProgram.open(device, protocol)) {
      program.twin();
      desire(device, 2);
      program.nextDesired();
      program.report("a", 1);
      if (wire.equals("mqtt")) {
        awaitLine(device, "D acknowledge (version 3) by D over mqtt: done");
      }
      awaitLine(device, "D report by D over " + wire + ": done, version 2");
    }
    await()
        .atMost(WAIT_MAX)
        .untilAsserted(() -> assertThat(lines(device.getDeviceId()))
            .anyMatch(line -> line.startsWith("D disconnect by D over " + wire + ": done, ")));
    desire(device, 3);
    assertThat(lines(device.getDeviceId()))
        .containsSubsequence(
            "D create-identity by iothubowner over https: done",
            "D offer (version 2) by the hub in process: missed, because the device is not connected",
            "D connect by D over " + wire + ": done",
            "D watch-desired by D over " + wire + ": done",
            "D read-own-twin by D over " + wire + ": done, desired version 2",
            "D offer (version 3) by the hub over " + wire + ": done",
            "D notify (version 3) by the hub over " + wire + ": done",
            "D report by D over " + wire + ": done, version 2",
            "D offer (version 4) by the hub in process: missed, because the device is not connected");
  }

  @ParameterizedTest
  @EnumSource(names = {"MQTT", "MQTT_WS", "AMQPS", "AMQPS_WS"})
  void a_device_with_a_wrong_key_is_refused_with_the_rule(IotHubClientProtocol protocol)
      throws Exception {
    String wire = protocol.name().startsWith("MQTT") ? "mqtt" : "amqp";
    Device device = device();
    refused(HubOnSdkPorts.connectionString(device.getDeviceId(), WRONG_KEY), protocol);
    awaitLine(
        device,
        "D connect by D over %s: refused, 401003 IotHubUnauthorized: the token's field sig matches"
                .formatted(wire)
            + " neither key of 'D'");
  }

  @ParameterizedTest
  @EnumSource(names = {"MQTT", "AMQPS", "HTTPS"})
  void an_attempt_of_a_device_that_is_not_registered_is_noted_under_its_name(
      IotHubClientProtocol protocol) throws Exception {
    String id = "ghost-" + NAMES.incrementAndGet();
    refused(HubOnSdkPorts.connectionString(id, WRONG_KEY), protocol);
    await()
        .atMost(WAIT_MAX)
        .untilAsserted(() -> assertThat(lines(id))
            .anyMatch(line -> line.startsWith("D connect by D over ")
                && line.endsWith(": refused, 401003 IotHubUnauthorized: 'D' is not registered")));
  }

  private static void refused(String connection, IotHubClientProtocol protocol) {
    DeviceClient client = new DeviceClient(connection, protocol);
    client.setRetryPolicy(new NoRetry());
    assertThatThrownBy(() -> {
          client.open(false);
          client.sendEvent(new com.microsoft.azure.sdk.iot.device.Message("x"), 8_000);
        })
        .isInstanceOf(Exception.class);
    client.close();
  }

  @Test
  void a_back_end_with_a_wrong_key_is_refused_with_the_rule_and_no_key_is_shown() {
    RegistryClient stranger = new RegistryClient(hub.hub()
        .facts()
        .connectionString()
        .replaceFirst("SharedAccessKey=.*", "SharedAccessKey=" + WRONG_KEY));
    assertThatThrownBy(() -> stranger.getDevice("any")).isInstanceOf(Exception.class);
    List<JournalEntry> all = hub.hub().journal().entries(entry -> true);
    assertThat(all)
        .extracting(entry -> JournalLine.of(entry).replaceFirst("^\\S+ #[0-9]+ ", ""))
        .contains(
            "connect by policy iothubowner over https: refused, 401003 IotHubUnauthorized: the"
                + " token's field sig matches neither key of shared access policy 'iothubowner'");
    assertThat(all.toString()).doesNotContain(WRONG_KEY, "sig=", "SharedAccessSignature");
  }
}
