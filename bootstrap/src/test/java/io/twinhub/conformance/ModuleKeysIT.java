package io.twinhub.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.microsoft.azure.sdk.iot.device.IotHubClientProtocol;
import com.microsoft.azure.sdk.iot.device.IotHubStatusCode;
import com.microsoft.azure.sdk.iot.device.ModuleClient;
import com.microsoft.azure.sdk.iot.device.exceptions.IotHubClientException;
import com.microsoft.azure.sdk.iot.device.transport.NoRetry;
import com.microsoft.azure.sdk.iot.service.registry.Device;
import com.microsoft.azure.sdk.iot.service.registry.Module;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whose keys a module of the unchanged SDK may sign with, over each protocol. */
@Timeout(120)
class ModuleKeysIT {
  private static HubOnSdkPorts hub;

  @BeforeAll
  static void start() throws Exception {
    hub = HubOnSdkPorts.start();
  }

  @AfterAll
  static void stop() {
    hub.close();
  }

  private static ModuleClient client(String id, String key, IotHubClientProtocol protocol) {
    ModuleClient client = new ModuleClient(
        "HostName=%s;DeviceId=%s;ModuleId=scanner;SharedAccessKey=%s"
            .formatted(HubOnSdkPorts.HOST, id, key),
        protocol);
    client.setRetryPolicy(new NoRetry());
    return client;
  }

  @ParameterizedTest
  @EnumSource(names = {"MQTT", "MQTT_WS", "AMQPS", "AMQPS_WS"})
  void a_module_signs_with_a_key_of_its_device(IotHubClientProtocol protocol) throws Exception {
    Device device = hub.newDevice("own-" + protocol);
    Module unused = hub.registry().addModule(new Module(device.getDeviceId(), "scanner"));
    for (String key : new String[] {device.getPrimaryKey(), device.getSecondaryKey()}) {
      try (DeviceProgram program =
          DeviceProgram.open(client(device.getDeviceId(), key, protocol))) {
        program.report("signedWith", key.substring(0, 4));
      }
    }
    assertThat(hub.twins().get(device.getDeviceId(), "scanner").getReportedProperties())
        .containsEntry("signedWith", device.getSecondaryKey().substring(0, 4));
    assertThat(hub.twins().get(device.getDeviceId()).getReportedProperties()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"MQTT", "MQTT_WS", "AMQPS", "AMQPS_WS"})
  void a_module_does_not_sign_with_a_key_of_another_device(IotHubClientProtocol protocol)
      throws Exception {
    Device device = hub.newDevice("victim-" + protocol);
    Device other = hub.newDevice("other-" + protocol);
    Module unused = hub.registry().addModule(new Module(device.getDeviceId(), "scanner"));
    ModuleClient client = client(device.getDeviceId(), other.getPrimaryKey(), protocol);
    IotHubClientException refusal =
        catchThrowableOfType(IotHubClientException.class, () -> client.open(false));
    client.close();
    assertThat(refusal.getStatusCode()).isEqualTo(IotHubStatusCode.UNAUTHORIZED);
  }
}
