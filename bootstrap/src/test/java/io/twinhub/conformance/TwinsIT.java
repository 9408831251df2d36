package io.twinhub.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.microsoft.azure.sdk.iot.device.IotHubClientProtocol;
import com.microsoft.azure.sdk.iot.device.IotHubStatusCode;
import com.microsoft.azure.sdk.iot.device.exceptions.IotHubClientException;
import com.microsoft.azure.sdk.iot.device.twin.TwinCollection;
import com.microsoft.azure.sdk.iot.service.registry.Device;
import com.microsoft.azure.sdk.iot.service.twin.Twin;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Twins by the Java SDKs: what back ends write, devices hear, and the other way round. */
@Timeout(60)
class TwinsIT {
  private static HubOnSdkPorts hub;

  @BeforeAll
  static void start() throws IOException {
    hub = HubOnSdkPorts.start();
  }

  @AfterAll
  static void stop() {
    hub.close();
  }

  @Test
  void a_new_twin_begins_at_one() throws Exception {
    hub.newDevice("new");
    Twin twin = hub.twins().get("new");
    assertThat(twin.getETag()).isEqualTo("AAAAAAAAAAE=");
    assertThat(twin.getConnectionState()).isEqualTo("DISCONNECTED");
    assertThat(twin.getTags()).isEmpty();
    assertThat(twin.getDesiredProperties().getVersion()).isOne();
    assertThat(twin.getReportedProperties().getVersion()).isOne();
  }

  @Test
  void a_back_end_updates_tags_and_desired_properties_with_the_etag_it_read() throws Exception {
    hub.newDevice("etag");
    Twin patch = new Twin("etag");
    patch.getTags().put("location", Map.of("plant", "Redmond43"));
    patch.getDesiredProperties().put("interval", 30);
    Twin after = hub.twins().patch(patch, '"' + hub.twins().get("etag").getETag() + '"');
    assertThat(after.getETag()).isEqualTo("AAAAAAAAAAI=");
    assertThat(after.getTags()).containsExactly(entry("location", Map.of("plant", "Redmond43")));
    assertThat(after.getDesiredProperties()).containsExactly(entry("interval", 30L));
    assertThat(after.getDesiredProperties().getVersion()).isEqualTo(2);
  }

  @Test
  void replacing_takes_away_what_is_left_out() throws Exception {
    Device device = hub.newDevice("replace");
    Twin first = new Twin("replace");
    first.getTags().put("old", 1);
    first.getDesiredProperties().putAll(Map.of("a", 1, "b", 2));
    hub.twins().patch(first);
    Twin second = new Twin("replace");
    second.getTags().put("new", 1);
    second.getDesiredProperties().putAll(Map.of("a", 1, "c", 3));
    try (DeviceProgram program = DeviceProgram.open(device, IotHubClientProtocol.MQTT)) {
      Twin after = hub.twins().replace(second);
      assertThat(after.getTags()).containsExactly(entry("new", 1L));
      assertThat(after.getDesiredProperties()).containsOnly(entry("a", 1L), entry("c", 3L));
      TwinCollection pushed = program.nextDesired();
      assertThat(pushed).containsEntry("a", 1L).containsEntry("c", 3L);
      assertThat(pushed.getVersion()).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MQTT", "MQTT_WS", "AMQPS", "AMQPS_WS"})
  void a_report_reaches_the_back_end(IotHubClientProtocol protocol) throws Exception {
    Device device = hub.newDevice("report-" + protocol);
    try (DeviceProgram program = DeviceProgram.open(device, protocol)) {
      int first = program.report("connectivity", Map.of("type", "cellular"));
      int second = program.report("x", 1);
      assertThat(second).isGreaterThan(first);
      Twin twin = hub.twins().get(device.getDeviceId());
      assertThat(twin.getConnectionState()).isEqualTo("CONNECTED");
      assertThat(twin.getReportedProperties())
          .containsOnly(entry("connectivity", Map.of("type", "cellular")), entry("x", 1L));
      assertThat(twin.getReportedProperties().getVersion()).isEqualTo(second);
      assertThat(program.twin().getReportedProperties().getVersion()).isEqualTo(second);
    }
  }

  @Test
  void a_report_over_the_version_that_was_read_is_taken_and_over_an_older_one_refused()
      throws Exception {
    Device device = hub.newDevice("chained");
    try (DeviceProgram program = DeviceProgram.open(device, IotHubClientProtocol.MQTT)) {
      int version = program.report("x", 1);
      assertThat(program.reportOver(version, "x", 2)).isEqualTo(version + 1);
      assertThatThrownBy(() -> program.reportOverOld(version, "x", 3))
          .isInstanceOfSatisfying(
              IotHubClientException.class,
              refusal -> assertThat(refusal.getStatusCode())
                  .isEqualTo(IotHubStatusCode.PRECONDITION_FAILED));
      assertThat(program.twin().getReportedProperties()).containsEntry("x", 2L);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MQTT", "MQTT_WS", "AMQPS", "AMQPS_WS"})
  void a_device_hears_of_desired_properties_in_order(IotHubClientProtocol protocol)
      throws Exception {
    Device device = hub.newDevice("desired-" + protocol);
    try (DeviceProgram program = DeviceProgram.open(device, protocol)) {
      for (int n = 1; n <= 5; n++) {
        Twin patch = new Twin(device.getDeviceId());
        patch.getDesiredProperties().put("n", n);
        hub.twins().patch(patch);
      }
      for (int n = 1; n <= 5; n++) {
        TwinCollection pushed = program.nextDesired();
        assertThat(pushed).containsExactly(entry("n", (long) n));
        assertThat(pushed.getVersion()).isEqualTo(n + 1);
      }
    }
  }

  @Test
  void a_report_that_may_not_be_stored_is_refused_and_changes_nothing() throws Exception {
    Device device = hub.newDevice("bad-report");
    try (DeviceProgram program = DeviceProgram.open(device, IotHubClientProtocol.MQTT)) {
      assertThatThrownBy(() -> program.report("list", List.of(1)))
          .isInstanceOfSatisfying(
              IotHubClientException.class,
              refusal ->
                  assertThat(refusal.getStatusCode()).isEqualTo(IotHubStatusCode.BAD_FORMAT));
      assertThat(program.twin().getReportedProperties().getVersion()).isOne();
    }
  }
}
