package io.twinhub.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.azure.sdk.iot.device.ClientOptions;
import com.microsoft.azure.sdk.iot.device.DeviceClient;
import com.microsoft.azure.sdk.iot.device.FileUploadSasUriRequest;
import com.microsoft.azure.sdk.iot.device.IotHubClientProtocol;
import com.microsoft.azure.sdk.iot.device.IotHubStatusCode;
import com.microsoft.azure.sdk.iot.device.Message;
import com.microsoft.azure.sdk.iot.device.exceptions.IotHubClientException;
import com.microsoft.azure.sdk.iot.device.transport.NoRetry;
import com.microsoft.azure.sdk.iot.service.auth.AuthenticationType;
import com.microsoft.azure.sdk.iot.service.registry.Device;
import com.microsoft.azure.sdk.iot.service.registry.DeviceStatus;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Devices of the Java SDK over HTTPS. */
@Timeout(60)
class DeviceApiIT {
  private static final int CALL_MILLIS_MAX = 10_000;

  private static HubOnSdkPorts hub;
  private static TestCertificates certificates;

  @BeforeAll
  static void start() throws Exception {
    certificates = new TestCertificates();
    Path trusted = certificates.authority("owner");
    hub = HubOnSdkPorts.start(trusted);
  }

  @AfterAll
  static void stop() {
    hub.close();
  }

  private static DeviceClient open(String connection, ClientOptions options)
      throws IotHubClientException {
    DeviceClient client = new DeviceClient(connection, IotHubClientProtocol.HTTPS, options);
    client.setRetryPolicy(new NoRetry());
    client.open(false);
    return client;
  }

  private static DeviceClient open(Device device) throws IotHubClientException {
    return open(HubOnSdkPorts.connectionString(device), ClientOptions.builder().build());
  }

  private static Message message(String text) {
    Message message = new Message(text);
    message.setProperty("level", "high");
    message.setContentEncoding("utf-8");
    message.setContentType("application/json");
    return message;
  }

  @Test
  void a_message_and_a_batch_are_accepted() throws Exception {
    Device device = hub.newDevice("sender");
    DeviceClient client = open(device);
    client.sendEvent(message("{}"), CALL_MILLIS_MAX);
    client.sendEvents(List.of(message("1"), message("2"), message("\u00FC")), CALL_MILLIS_MAX);
    assertThat(hub.registry().getDevice("sender").getConnectionState().toString())
        .isEqualToIgnoringCase("disconnected");
    client.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"pinned", "vouched"})
  void a_certificate_is_as_good_as_a_key(String id) throws Exception {
    boolean pinned = id.equals("pinned");
    Device device = new Device(
        id, pinned ? AuthenticationType.SELF_SIGNED : AuthenticationType.CERTIFICATE_AUTHORITY);
    if (pinned) {
      certificates.selfSigned(id);
      device.setThumbprint(certificates.thumbprint(id), certificates.thumbprint(id));
    } else {
      certificates.signed(id, "owner");
    }
    hub.registry().addDevice(device);
    SSLContext tls = certificates.contextOf(id, hub.hub().facts().trust());
    DeviceClient client = open(
        "HostName=%s;DeviceId=%s;x509=true".formatted(HubOnSdkPorts.HOST, id),
        ClientOptions.builder().sslContext(tls).build());
    client.sendEvent(message("{}"), CALL_MILLIS_MAX);
    client.close();
  }

  @Test
  void a_disabled_device_is_not_let_in() throws Exception {
    Device device = hub.newDevice("disabled");
    device.setStatus(DeviceStatus.Disabled);
    hub.registry().updateDevice(device);
    DeviceClient client = open(device);
    assertThatThrownBy(() -> client.sendEvent(message("{}"), CALL_MILLIS_MAX))
        .isInstanceOfSatisfying(
            IotHubClientException.class,
            refusal ->
                assertThat(refusal.getStatusCode()).isEqualTo(IotHubStatusCode.UNAUTHORIZED));
    client.close();
  }

  @Test
  void an_upload_is_refused_because_there_is_no_storage() throws Exception {
    DeviceClient client = open(hub.newDevice("uploader"));
    assertThatThrownBy(() -> client.getFileUploadSasUri(new FileUploadSasUriRequest("a.txt")))
        .isInstanceOfSatisfying(
            IotHubClientException.class,
            refusal -> assertThat(refusal.getStatusCode()).isEqualTo(IotHubStatusCode.BAD_FORMAT));
    client.close();
  }
}
