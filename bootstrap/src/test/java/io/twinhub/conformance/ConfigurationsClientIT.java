package io.twinhub.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.azure.sdk.iot.service.configurations.Configuration;
import com.microsoft.azure.sdk.iot.service.configurations.ConfigurationContent;
import com.microsoft.azure.sdk.iot.service.configurations.ConfigurationMetrics;
import com.microsoft.azure.sdk.iot.service.configurations.ConfigurationsClient;
import com.microsoft.azure.sdk.iot.service.exceptions.IotHubNotFoundException;
import com.microsoft.azure.sdk.iot.service.registry.Device;
import com.microsoft.azure.sdk.iot.service.twin.Twin;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Automatic configurations by Azure's Java SDK, unchanged: create, follow the metrics, update, delete. */
@Timeout(120)
class ConfigurationsClientIT {
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
  void a_configuration_from_its_creation_to_its_end() throws Exception {
    Device device = hub.newDevice("configured");
    ConfigurationsClient client = new ConfigurationsClient(hub.hub().facts().connectionString());
    Configuration wanted = new Configuration("fw-java");
    ConfigurationContent content = new ConfigurationContent();
    content.setDeviceContent(Map.of("properties.desired.fw", Map.of("v", "1", "n", 1)));
    wanted.setContent(content);
    wanted.setTargetCondition("deviceId = '%s'".formatted(device.getDeviceId()));
    wanted.setPriority(10);
    wanted.setLabels(new HashMap<>(Map.of("team", "pumps")));
    ConfigurationMetrics metrics = new ConfigurationMetrics();
    metrics.setQueries(Map.of("all", "SELECT deviceId FROM devices"));
    wanted.setMetrics(metrics);

    client.create(wanted);
    Configuration found = client.get("fw-java");
    assertThat(found.getSystemMetrics().getResults())
        .isEqualTo(Map.of("targetedCount", 1L, "appliedCount", 1L));
    assertThat(found.getMetrics().getResults()).isEqualTo(Map.of("all", 1L));
    Twin twin = hub.twins().get(device.getDeviceId());
    assertThat(twin.getDesiredProperties()).containsKey("fw");
    // The SDK reads the status in small letters only, so it is null here as with Azure's "Applied".
    assertThat(twin.getConfigurations()).containsOnlyKeys("fw-java");
    found.setPriority(11);
    assertThat(client.replace(found).getPriority()).isEqualTo(11);
    assertThat(client.get(10)).extracting(Configuration::getId).contains("fw-java");
    client.delete("fw-java");
    assertThat(hub.twins().get(device.getDeviceId()).getDesiredProperties())
        .doesNotContainKey("fw");
    assertThatThrownBy(() -> client.get("fw-java")).isInstanceOf(IotHubNotFoundException.class);
  }
}
