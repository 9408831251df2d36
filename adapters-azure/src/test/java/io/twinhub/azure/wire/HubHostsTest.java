package io.twinhub.azure.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.azure.mqtt.MqttSettings;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which host of a hub is dialled by whom. */
class HubHostsTest {
  @ParameterizedTest
  @CsvSource({
    "h.service.azure-devices.net, h.service.azure-devices.net, h.device.azure-devices.net, h.azure-devices.net",
    "h.device.azure-devices.net, h.service.azure-devices.net, h.device.azure-devices.net, h.azure-devices.net",
    "H.Device.Azure-Devices.net, H.service.Azure-Devices.net, H.device.Azure-Devices.net, H.Azure-Devices.net",
    "h-1.device.azure-devices.cn, h-1.service.azure-devices.cn, h-1.device.azure-devices.cn, h-1.azure-devices.cn",
    "h.service.azure-devices.us, h.service.azure-devices.us, h.device.azure-devices.us, h.azure-devices.us"
  })
  void a_hub_of_2026_has_one_for_each_side(
      String host, String services, String devices, String everybody) {
    assertThat(HubHosts.ofServices(host)).isEqualTo(services);
    assertThat(HubHosts.ofDevices(host)).isEqualTo(devices);
    assertThat(HubHosts.ofEverybody(host)).isEqualTo(everybody);
  }

  @ParameterizedTest
  @ValueSource(strings = {"h.service.azure-devices.net", "h.device.azure-devices.net"})
  void plain_mqtt_dials_the_host_for_devices(String host) {
    assertThat(MqttSettings.tcp(host).hostName()).isEqualTo("h.device.azure-devices.net");
    assertThat(MqttSettings.webSocket(host).onPort(8443).hostName())
        .isEqualTo("h.device.azure-devices.net");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "h.azure-devices.net",
        "service.azure-devices.net",
        "device.azure-devices.net",
        "h.privatelink.azure-devices.net",
        "hub.service.example",
        "hub.device.local:8443",
        "127.0.0.1:8443",
        "localhost"
      })
  void every_other_host_serves_both_sides(String host) {
    assertThat(HubHosts.ofServices(host)).isEqualTo(host);
    assertThat(HubHosts.ofDevices(host)).isEqualTo(host);
    assertThat(HubHosts.ofEverybody(host)).isEqualTo(host);
  }
}
