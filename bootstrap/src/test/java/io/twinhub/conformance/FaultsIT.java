package io.twinhub.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.microsoft.azure.sdk.iot.device.DeviceClient;
import com.microsoft.azure.sdk.iot.device.IotHubClientProtocol;
import com.microsoft.azure.sdk.iot.device.IotHubStatusCode;
import com.microsoft.azure.sdk.iot.device.Message;
import com.microsoft.azure.sdk.iot.device.exceptions.IotHubClientException;
import com.microsoft.azure.sdk.iot.device.transport.IotHubConnectionStatus;
import com.microsoft.azure.sdk.iot.device.transport.NoRetry;
import com.microsoft.azure.sdk.iot.device.twin.TwinCollection;
import com.microsoft.azure.sdk.iot.service.exceptions.IotHubInternalServerErrorException;
import com.microsoft.azure.sdk.iot.service.exceptions.IotHubServerBusyException;
import com.microsoft.azure.sdk.iot.service.exceptions.IotHubTooManyRequestsException;
import com.microsoft.azure.sdk.iot.service.registry.Device;
import com.microsoft.azure.sdk.iot.service.twin.Twin;
import com.microsoft.azure.sdk.iot.service.twin.TwinClient;
import io.twinhub.domain.access.Transport;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.fault.CertificateFlaw;
import io.twinhub.domain.fault.Fault;
import io.twinhub.domain.fault.FaultInForce;
import io.twinhub.domain.operation.OperationKind;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each fault as the Java SDKs show it. */
@Timeout(120)
class FaultsIT {
  private static final Duration SLOW = Duration.ofMillis(1_500);
  private static final Duration WAIT_MAX = Duration.ofSeconds(20);
  private static final int CALL_MILLIS_MAX = 8_000;
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

  @AfterEach
  void clear() {
    hub.hub().faults().clear();
  }

  private static Device device() throws Exception {
    return hub.newDevice("faulty-" + NAMES.incrementAndGet());
  }

  private static FaultInForce add(Device device, Fault fault) {
    return hub.hub().faults().add(fault.onDevice(device.getDeviceId()));
  }

  private static long millis(DeviceProgram.Call<?> call) throws Exception {
    long begin = System.nanoTime();
    call.make();
    return Duration.ofNanos(System.nanoTime() - begin).toMillis();
  }

  private static DeviceClient client(Device device, IotHubClientProtocol protocol) {
    DeviceClient client = new DeviceClient(HubOnSdkPorts.connectionString(device), protocol);
    client.setRetryPolicy(new NoRetry());
    return client;
  }

  private static void assertDropped(DeviceProgram program) {
    await()
        .atMost(WAIT_MAX)
        .untilAsserted(() -> assertThat(program.statusChanges())
            .anyMatch(change -> change.getNewStatus() == IotHubConnectionStatus.DISCONNECTED));
  }

  private static long reportedVersion(Device device) throws Exception {
    return hub.twins().get(device.getDeviceId()).getReportedProperties().getVersion();
  }

  private static void desire(Device device, int value) throws Exception {
    Twin patch = new Twin(device.getDeviceId());
    patch.getDesiredProperties().put("n", value);
    hub.twins().patch(patch);
  }

  @ParameterizedTest
  @EnumSource(names = {"MQTT", "MQTT_WS", "AMQPS"})
  void latency_delays_one_device_and_no_other(IotHubClientProtocol protocol) throws Exception {
    Device slow = device();
    Device quick = device();
    try (DeviceProgram one = DeviceProgram.open(slow, protocol);
        DeviceProgram other = DeviceProgram.open(quick, protocol)) {
      add(slow, Fault.latency(SLOW).of(OperationKind.REPORT));
      assertThat(millis(() -> one.report("a", 1))).isGreaterThanOrEqualTo(SLOW.toMillis());
      // The SDK loses an answer now and then, which takes seconds.
      assertThat(Math.min(millis(() -> other.report("a", 1)), millis(() -> other.report("a", 2))))
          .isLessThan(SLOW.toMillis());
    }
  }

  @Test
  void latency_delays_a_back_end() throws Exception {
    Device device = device();
    add(device, Fault.latency(SLOW).over(Transport.HTTPS).times(1));
    String id = device.getDeviceId();
    assertThat(millis(() -> hubTwin(id))).isGreaterThanOrEqualTo(SLOW.toMillis());
    assertThat(millis(() -> hubTwin(id))).isLessThan(SLOW.toMillis());
  }

  private static Twin hubTwin(String id) {
    try {
      return hub.twins().get(id);
    } catch (Exception failure) {
      throw new AssertionError(failure);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MQTT", "AMQPS"})
  void a_device_sees_refusals_of_its_twin(IotHubClientProtocol protocol) throws Exception {
    Device device = device();
    try (DeviceProgram program = DeviceProgram.open(device, protocol)) {
      Map<ErrorCode, IotHubStatusCode> seen = Map.of(
          ErrorCode.THROTTLING, IotHubStatusCode.THROTTLED,
          ErrorCode.SERVER_ERROR, IotHubStatusCode.INTERNAL_SERVER_ERROR,
          ErrorCode.SERVICE_UNAVAILABLE, IotHubStatusCode.SERVER_BUSY);
      seen.forEach((code, status) -> {
        add(device, Fault.refusal(code).of(OperationKind.REPORT));
        assertThatThrownBy(() -> program.report("a", 1))
            .isInstanceOfSatisfying(
                IotHubClientException.class,
                refusal -> assertThat(refusal.getStatusCode()).isEqualTo(status));
        clear();
      });
      assertThat(program.report("a", 1))
          .as("the SDK may lose an answer, and the program then reports again")
          .isBetween(2, 3);
    }
  }

  @Test
  void a_back_end_sees_refusals() throws Exception {
    String id = device().getDeviceId();
    Map<ErrorCode, Class<? extends Exception>> seen = Map.of(
        ErrorCode.THROTTLING, IotHubTooManyRequestsException.class,
        ErrorCode.SERVER_ERROR, IotHubInternalServerErrorException.class,
        ErrorCode.SERVICE_UNAVAILABLE, IotHubServerBusyException.class);
    seen.forEach((code, exception) -> {
      hub.hub().faults().add(Fault.refusal(code).of(OperationKind.READ_TWIN).times(1));
      assertThatThrownBy(() -> hub.twins().get(id)).isInstanceOf(exception);
    });
    assertThatCode(() -> hub.twins().get(id)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @EnumSource(names = {"MQTT", "AMQPS"})
  void a_throttled_message_is_not_sent(IotHubClientProtocol protocol) throws Exception {
    Device device = device();
    DeviceClient client = client(device, protocol);
    client.open(false);
    try {
      add(device, Fault.throttled().of(OperationKind.SEND_EVENT).times(1));
      assertThatThrownBy(() -> client.sendEvent(new Message("x"), CALL_MILLIS_MAX))
          .isInstanceOf(IotHubClientException.class);
    } finally {
      client.close();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MQTT", "MQTT_WS", "AMQPS"})
  void a_refused_connection_is_not_opened(IotHubClientProtocol protocol) throws Exception {
    Device device = device();
    add(device, Fault.throttled().of(OperationKind.CONNECT).times(1));
    assertThatThrownBy(() -> DeviceProgram.open(device, protocol))
        .isInstanceOf(IotHubClientException.class);
    hub.hub().faults().clear();
    DeviceProgram.open(device, protocol).close();
  }

  @ParameterizedTest
  @EnumSource(names = {"MQTT", "MQTT_WS", "AMQPS", "AMQPS_WS"})
  void a_connection_is_dropped_before_the_write(IotHubClientProtocol protocol) throws Exception {
    Device device = device();
    try (DeviceProgram program = DeviceProgram.open(device, protocol)) {
      add(device, Fault.dropBefore().of(OperationKind.REPORT).times(1));
      program.reportAsync("a", 1);
      assertDropped(program);
      assertThat(reportedVersion(device)).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MQTT", "MQTT_WS", "AMQPS", "AMQPS_WS"})
  void a_connection_is_dropped_after_the_write(IotHubClientProtocol protocol) throws Exception {
    Device device = device();
    try (DeviceProgram program = DeviceProgram.open(device, protocol)) {
      add(device, Fault.dropAfter().of(OperationKind.REPORT).times(1));
      program.reportAsync("a", 1);
      assertDropped(program);
      assertThat(reportedVersion(device)).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MQTT", "AMQPS"})
  void a_connection_is_dropped_after_a_message(IotHubClientProtocol protocol) throws Exception {
    Device device = device();
    DeviceClient client = client(device, protocol);
    client.open(false);
    try {
      add(device, Fault.dropAfter().of(OperationKind.SEND_EVENT).times(1));
      assertThatThrownBy(() -> client.sendEvent(new Message("x"), CALL_MILLIS_MAX))
          .isInstanceOf(IotHubClientException.class);
    } finally {
      client.close();
    }
  }

  /** The JDK's client, on which the SDK is built, repeats a request once if its connection breaks. */
  @Test
  void a_back_ends_connection_is_dropped() throws Exception {
    Device device = device();
    add(device, Fault.dropAfter().of(OperationKind.PATCH_TWIN));
    assertThatThrownBy(() -> desire(device, 5)).isInstanceOf(IOException.class);
    clear();
    assertThat(hub.twins().get(device.getDeviceId()).getDesiredProperties().get("n"))
        .hasToString("5");
  }

  private static int next(DeviceProgram program) throws InterruptedException {
    TwinCollection desired = program.nextDesired();
    return new BigDecimal(String.valueOf(desired.get("n"))).intValue();
  }

  @ParameterizedTest
  @EnumSource(names = {"MQTT", "AMQPS"})
  void a_notification_is_lost(IotHubClientProtocol protocol) throws Exception {
    Device device = device();
    try (DeviceProgram program = DeviceProgram.open(device, protocol)) {
      add(device, Fault.lost().of(OperationKind.NOTIFY).times(1));
      desire(device, 1);
      desire(device, 2);
      assertThat(next(program)).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MQTT", "AMQPS"})
  void a_notification_is_late(IotHubClientProtocol protocol) throws Exception {
    Device device = device();
    try (DeviceProgram program = DeviceProgram.open(device, protocol)) {
      add(device, Fault.late(SLOW).of(OperationKind.NOTIFY).times(1));
      desire(device, 1);
      desire(device, 2);
      assertThat(next(program)).isEqualTo(2);
      assertThat(next(program)).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MQTT", "AMQPS"})
  void a_notification_comes_twice(IotHubClientProtocol protocol) throws Exception {
    Device device = device();
    try (DeviceProgram program = DeviceProgram.open(device, protocol)) {
      add(device, Fault.twice().of(OperationKind.NOTIFY).times(1));
      desire(device, 1);
      assertThat(next(program)).isEqualTo(1);
      assertThat(next(program)).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MQTT", "AMQPS"})
  void notifications_are_reordered(IotHubClientProtocol protocol) throws Exception {
    Device device = device();
    try (DeviceProgram program = DeviceProgram.open(device, protocol)) {
      add(device, Fault.reordered().of(OperationKind.NOTIFY));
      desire(device, 1);
      desire(device, 2);
      assertThat(next(program)).isEqualTo(2);
      assertThat(next(program)).isEqualTo(1);
    }
  }

  /** Over AMQP without a WebSocket, the Java SDK does not look at the name. */
  @Test
  void a_device_over_amqp_takes_a_certificate_for_another_host() throws Exception {
    hub.hub().faults().add(Fault.badCertificate(CertificateFlaw.WRONG_NAME));
    DeviceProgram.open(device(), IotHubClientProtocol.AMQPS).close();
  }

  @ParameterizedTest
  @EnumSource(CertificateFlaw.class)
  void a_device_refuses_a_bad_certificate(CertificateFlaw flaw) throws Exception {
    Device device = device();
    Set<IotHubClientProtocol> checking =
        EnumSet.of(IotHubClientProtocol.MQTT, IotHubClientProtocol.MQTT_WS);
    if (flaw != CertificateFlaw.WRONG_NAME) {
      checking.add(IotHubClientProtocol.AMQPS);
    }
    for (IotHubClientProtocol protocol : checking) {
      hub.hub().faults().add(Fault.badCertificate(flaw));
      assertThatThrownBy(() -> DeviceProgram.open(device, protocol))
          .as("%s", protocol)
          .isInstanceOf(IotHubClientException.class);
      hub.hub().faults().clear();
      DeviceProgram.open(device, protocol).close();
    }
  }

  /** The JDK's client keeps connections, so the one that is open is dropped first. */
  @ParameterizedTest
  @EnumSource(CertificateFlaw.class)
  void a_back_end_refuses_a_bad_certificate(CertificateFlaw flaw) throws Exception {
    Device device = device();
    hub.hub().faults().add(Fault.badCertificate(flaw).over(Transport.HTTPS));
    add(device, Fault.dropBefore().of(OperationKind.READ_TWIN));
    TwinClient fresh = new TwinClient(hub.hub().facts().connectionString());
    assertThatThrownBy(() -> fresh.get(device.getDeviceId()))
        .satisfies(failure -> assertThat(failure.toString() + failure.getCause())
            .contains(SSLException.class.getPackageName()));
    clear();
    assertThat(fresh.get(device.getDeviceId()).getDeviceId()).isEqualTo(device.getDeviceId());
  }
}
