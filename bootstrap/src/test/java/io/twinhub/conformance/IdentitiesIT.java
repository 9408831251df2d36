package io.twinhub.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.microsoft.azure.sdk.iot.device.ClientOptions;
import com.microsoft.azure.sdk.iot.device.DeviceClient;
import com.microsoft.azure.sdk.iot.device.IotHubClientProtocol;
import com.microsoft.azure.sdk.iot.device.IotHubStatusCode;
import com.microsoft.azure.sdk.iot.device.ModuleClient;
import com.microsoft.azure.sdk.iot.device.exceptions.IotHubClientException;
import com.microsoft.azure.sdk.iot.service.auth.AuthenticationType;
import com.microsoft.azure.sdk.iot.service.registry.Device;
import com.microsoft.azure.sdk.iot.service.registry.Module;
import com.microsoft.azure.sdk.iot.service.twin.Twin;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who may connect, and how: modules, certificates, model ids. */
@Timeout(60)
class IdentitiesIT {
  private static HubOnSdkPorts hub;
  private static TestCertificates certificates;

  @BeforeAll
  static void start() throws Exception {
    certificates = new TestCertificates();
    Path trusted = certificates.authority("owner");
    certificates.authority("stranger");
    hub = HubOnSdkPorts.start(trusted);
  }

  @AfterAll
  static void stop() {
    hub.close();
  }

  private static DeviceProgram openWithCertificate(
      String deviceId, String certificateOf, IotHubClientProtocol protocol) throws Exception {
    SSLContext tls = certificates.contextOf(certificateOf, hub.hub().facts().trust());
    return DeviceProgram.open(new DeviceClient(
        "HostName=%s;DeviceId=%s;x509=true".formatted(HubOnSdkPorts.HOST, deviceId),
        protocol,
        ClientOptions.builder().sslContext(tls).build()));
  }

  private static void assertNotLetIn(String deviceId, String certificateOf) {
    assertThatThrownBy(
            () -> openWithCertificate(deviceId, certificateOf, IotHubClientProtocol.MQTT))
        .isInstanceOfSatisfying(
            IotHubClientException.class,
            refusal ->
                assertThat(refusal.getStatusCode()).isEqualTo(IotHubStatusCode.UNAUTHORIZED));
  }

  @Test
  void a_module_has_a_twin_of_its_own() throws Exception {
    hub.newDevice("carrier");
    Module module = hub.registry().addModule(new Module("carrier", "scanner"));
    ModuleClient client = new ModuleClient(
        "HostName=%s;DeviceId=carrier;ModuleId=scanner;SharedAccessKey=%s"
            .formatted(HubOnSdkPorts.HOST, module.getPrimaryKey()),
        IotHubClientProtocol.MQTT);
    try (DeviceProgram program = DeviceProgram.open(client)) {
      program.report("status", "scanning");
      Twin patch = new Twin("carrier", "scanner");
      patch.getDesiredProperties().put("rate", 5);
      hub.twins().patch(patch);
      assertThat(program.nextDesired()).containsExactly(entry("rate", 5L));
      Twin twin = hub.twins().get("carrier", "scanner");
      assertThat(twin.getModuleId()).isEqualTo("scanner");
      assertThat(twin.getReportedProperties()).containsExactly(entry("status", "scanning"));
      assertThat(hub.twins().get("carrier").getReportedProperties()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MQTT", "MQTT_WS", "AMQPS", "AMQPS_WS"})
  void a_device_proves_itself_by_the_thumbprint_of_its_certificate(IotHubClientProtocol protocol)
      throws Exception {
    String id = "pinned-" + protocol;
    certificates.selfSigned(id);
    Device device = new Device(id, AuthenticationType.SELF_SIGNED);
    device.setThumbprint(certificates.thumbprint(id), certificates.thumbprint(id));
    hub.registry().addDevice(device);
    try (DeviceProgram program = openWithCertificate(id, id, protocol)) {
      program.report("by", "certificate");
      assertThat(hub.twins().get(id).getReportedProperties())
          .containsExactly(entry("by", "certificate"));
    }
  }

  @Test
  void another_certificate_than_the_pinned_one_is_not_let_in() throws Exception {
    certificates.selfSigned("robbed");
    certificates.selfSigned("robber");
    Device device = new Device("robbed", AuthenticationType.SELF_SIGNED);
    device.setThumbprint(certificates.thumbprint("robbed"), certificates.thumbprint("robbed"));
    hub.registry().addDevice(device);
    assertNotLetIn("robbed", "robber");
  }

  @ParameterizedTest
  @EnumSource(names = {"MQTT", "MQTT_WS", "AMQPS", "AMQPS_WS"})
  void a_device_proves_itself_by_a_certificate_of_a_trusted_authority(IotHubClientProtocol protocol)
      throws Exception {
    String id = "vouched-" + protocol;
    certificates.signed(id, "owner");
    hub.registry().addDevice(new Device(id, AuthenticationType.CERTIFICATE_AUTHORITY));
    try (DeviceProgram program = openWithCertificate(id, id, protocol)) {
      program.report("by", "authority");
      assertThat(hub.twins().get(id).getReportedProperties())
          .containsExactly(entry("by", "authority"));
    }
  }

  @Test
  void a_certificate_of_another_authority_is_not_let_in() throws Exception {
    certificates.signed("unknown", "stranger");
    hub.registry().addDevice(new Device("unknown", AuthenticationType.CERTIFICATE_AUTHORITY));
    assertNotLetIn("unknown", "unknown");
  }

  @Test
  void a_certificate_for_another_device_is_not_let_in() throws Exception {
    certificates.signed("neighbour", "owner");
    hub.registry().addDevice(new Device("target", AuthenticationType.CERTIFICATE_AUTHORITY));
    assertNotLetIn("target", "neighbour");
  }

  @Test
  void the_model_id_that_a_device_connects_with_is_in_its_twin() throws Exception {
    Device device = hub.newDevice("modelled");
    ClientOptions options =
        ClientOptions.builder().modelId("dtmi:com:example:Thermostat;1").build();
    try (DeviceProgram program = DeviceProgram.open(device, options)) {
      assertThat(program.twin().getDesiredProperties().getVersion()).isOne();
      assertThat(hub.twins().get("modelled").getModelId())
          .isEqualTo("dtmi:com:example:Thermostat;1");
    }
  }
}
