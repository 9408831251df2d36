package io.twinhub.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import com.microsoft.azure.sdk.iot.device.ClientOptions;
import com.microsoft.azure.sdk.iot.device.DeviceClient;
import com.microsoft.azure.sdk.iot.device.IotHubClientProtocol;
import com.microsoft.azure.sdk.iot.device.IotHubStatusCode;
import com.microsoft.azure.sdk.iot.device.ModuleClient;
import com.microsoft.azure.sdk.iot.device.MultiplexingClient;
import com.microsoft.azure.sdk.iot.device.exceptions.IotHubClientException;
import com.microsoft.azure.sdk.iot.device.transport.IotHubConnectionStatus;
import com.microsoft.azure.sdk.iot.device.transport.NoRetry;
import com.microsoft.azure.sdk.iot.device.twin.TwinCollection;
import com.microsoft.azure.sdk.iot.service.auth.AuthenticationType;
import com.microsoft.azure.sdk.iot.service.messaging.IotHubServiceClientProtocol;
import com.microsoft.azure.sdk.iot.service.messaging.MessagingClient;
import com.microsoft.azure.sdk.iot.service.messaging.MessagingClientOptions;
import com.microsoft.azure.sdk.iot.service.registry.Device;
import com.microsoft.azure.sdk.iot.service.registry.DeviceConnectionState;
import com.microsoft.azure.sdk.iot.service.registry.Module;
import com.microsoft.azure.sdk.iot.service.twin.Twin;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the unchanged SDK does over AMQP beyond the contract of device connections. */
@Timeout(180)
class AmqpIT {
  private static final Duration WAIT_MAX = Duration.ofSeconds(30);
  private static final int CALL_MILLIS_MAX = 8_000;

  /** How often each kind of certificate opens, reads, reports and closes. */
  private static final int REPETITIONS = Integer.getInteger("amqp.x509.repetitions", 5);

  private static HubOnSdkPorts hub;
  private static TestCertificates certificates;

  @BeforeAll
  static void start() throws Exception {
    certificates = new TestCertificates();
    Path authority = certificates.authority("authority");
    hub = HubOnSdkPorts.start(authority);
  }

  @AfterAll
  static void stop() {
    hub.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"AMQPS", "AMQPS_WS"})
  void a_module_has_a_twin_of_its_own(IotHubClientProtocol protocol) throws Exception {
    String id = "carrier-" + protocol;
    hub.newDevice(id);
    Module module = hub.registry().addModule(new Module(id, "scanner"));
    ModuleClient client = new ModuleClient(
        "HostName=%s;DeviceId=%s;ModuleId=scanner;SharedAccessKey=%s"
            .formatted(HubOnSdkPorts.HOST, id, module.getPrimaryKey()),
        protocol);
    try (DeviceProgram program = DeviceProgram.open(client)) {
      program.report("status", "scanning");
      Twin patch = new Twin(id, "scanner");
      patch.getDesiredProperties().put("rate", 5);
      hub.twins().patch(patch);
      assertThat(program.nextDesired()).containsExactly(entry("rate", 5L));
      assertThat(hub.twins().get(id, "scanner").getReportedProperties())
          .containsExactly(entry("status", "scanning"));
      assertThat(hub.twins().get(id).getReportedProperties()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"AMQPS", "AMQPS_WS"})
  void several_devices_share_a_connection_each_with_its_own_twin(IotHubClientProtocol protocol)
      throws Exception {
    MultiplexingClient shared = new MultiplexingClient(HubOnSdkPorts.HOST, protocol);
    List<DeviceClient> clients = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      Device device = hub.newDevice("shared-%s-%d".formatted(protocol, i));
      clients.add(new DeviceClient(HubOnSdkPorts.connectionString(device), protocol));
    }
    shared.registerDeviceClients(clients);
    shared.open(false);
    try {
      for (int i = 0; i < clients.size(); i++) {
        usesItsTwin(clients.get(i), "shared-%s-%d".formatted(protocol, i), i);
      }
      shared.unregisterDeviceClient(clients.get(0));
      await().atMost(WAIT_MAX).until(() -> !isConnected("shared-%s-0".formatted(protocol)));
      assertThat(isConnected("shared-%s-1".formatted(protocol))).isTrue();
    } finally {
      shared.close();
    }
  }

  private static boolean isConnected(String id) throws Exception {
    return hub.registry().getDevice(id).getConnectionState() == DeviceConnectionState.Connected;
  }

  private static void usesItsTwin(DeviceClient client, String id, int number) throws Exception {
    BlockingQueue<TwinCollection> heard = new LinkedBlockingQueue<>();
    boolean unused = DeviceProgram.retried(() -> {
      client.subscribeToDesiredProperties(
          (twin, context) -> heard.add(twin.getDesiredProperties()), "unused", CALL_MILLIS_MAX);
      return true;
    });
    TwinCollection report = new TwinCollection(Map.of("number", number));
    var unusedVersion =
        DeviceProgram.retried(() -> client.updateReportedProperties(report, CALL_MILLIS_MAX));
    Twin patch = new Twin(id);
    patch.getDesiredProperties().put("wanted", number);
    hub.twins().patch(patch);
    assertThat(heard.poll(WAIT_MAX.toSeconds(), TimeUnit.SECONDS))
        .containsExactly(entry("wanted", (long) number));
    assertThat(hub.twins().get(id).getReportedProperties())
        .containsExactly(entry("number", (long) number));
  }

  @ParameterizedTest
  @EnumSource(names = {"AMQPS", "AMQPS_WS"})
  void a_device_renews_its_token_on_the_open_connection(IotHubClientProtocol protocol)
      throws Exception {
    Device device = hub.newDevice("renewing-" + protocol);
    ClientOptions options = ClientOptions.builder().sasTokenExpiryTime(4).build();
    DeviceClient client =
        new DeviceClient(HubOnSdkPorts.connectionString(device), protocol, options);
    try (DeviceProgram program = DeviceProgram.open(client)) {
      program.statusChanges().clear();
      int version = 1;
      for (int i = 0; i < 6; i++) {
        int next = program.report("n", i);
        assertThat(next).isGreaterThan(version); // by two where the SDK lost an answer
        version = next;
        await().pollDelay(Duration.ofSeconds(2)).until(() -> true);
      }
      assertThat(program.statusChanges())
          .noneMatch(change -> change.getNewStatus() != IotHubConnectionStatus.CONNECTED);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"AMQPS", "AMQPS_WS"})
  void a_device_with_a_wrong_key_is_told_that_it_is_not_authorized(IotHubClientProtocol protocol)
      throws Exception {
    Device device = hub.newDevice("wrong-" + protocol);
    DeviceClient client = new DeviceClient(
        HubOnSdkPorts.connectionString(device.getDeviceId(), "d3JvbmcgYnV0IGxhd2Z1bCBrZXk="),
        protocol);
    client.setRetryPolicy(new NoRetry());
    assertThat(catchThrowable(() -> client.open(false)))
        .isInstanceOfSatisfying(
            IotHubClientException.class,
            refusal ->
                assertThat(refusal.getStatusCode()).isEqualTo(IotHubStatusCode.UNAUTHORIZED));
    client.close();
  }

  @ParameterizedTest
  @EnumSource(IotHubServiceClientProtocol.class)
  void a_back_end_opens_its_messaging_client(IotHubServiceClientProtocol protocol)
      throws Exception {
    MessagingClientOptions options = MessagingClientOptions.builder()
        .sslContext(certificates.trusting(hub.hub().facts().trust()))
        .build();
    MessagingClient client =
        new MessagingClient(hub.hub().facts().connectionString(), protocol, options);
    client.open();
    assertThat(client.isOpen()).isTrue();
    client.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"AMQPS", "AMQPS_WS"})
  void a_certificate_opens_reads_reports_and_closes_again_and_again(IotHubClientProtocol protocol)
      throws Exception {
    String id = "again-" + protocol;
    certificates.selfSigned(id);
    Device device = new Device(id, AuthenticationType.SELF_SIGNED);
    device.setThumbprint(certificates.thumbprint(id), certificates.thumbprint(id));
    hub.registry().addDevice(device);
    ClientOptions options = ClientOptions.builder()
        .sslContext(certificates.contextOf(id, hub.hub().facts().trust()))
        .build();
    for (int i = 0; i < REPETITIONS; i++) {
      DeviceClient client = new DeviceClient(
          "HostName=%s;DeviceId=%s;x509=true".formatted(HubOnSdkPorts.HOST, id), protocol, options);
      try (DeviceProgram program = DeviceProgram.open(client)) {
        long value = i;
        int unused = program.report("n", value);
        assertThat(program.twin().getReportedProperties()).containsEntry("n", value);
      }
    }
  }
}
