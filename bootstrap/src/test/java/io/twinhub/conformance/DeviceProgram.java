package io.twinhub.conformance;

import com.microsoft.azure.sdk.iot.device.ClientOptions;
import com.microsoft.azure.sdk.iot.device.ConnectionStatusChangeContext;
import com.microsoft.azure.sdk.iot.device.DeviceClient;
import com.microsoft.azure.sdk.iot.device.InternalClient;
import com.microsoft.azure.sdk.iot.device.IotHubClientProtocol;
import com.microsoft.azure.sdk.iot.device.IotHubStatusCode;
import com.microsoft.azure.sdk.iot.device.exceptions.IotHubClientException;
import com.microsoft.azure.sdk.iot.device.transport.NoRetry;
import com.microsoft.azure.sdk.iot.device.twin.Twin;
import com.microsoft.azure.sdk.iot.device.twin.TwinCollection;
import com.microsoft.azure.sdk.iot.service.registry.Device;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A program on a device or in a module: the unchanged SDK, open, with its twin at hand. The SDK loses an
 * answer now and then between two of its own threads, so a call that timed out is made again.
 */
final class DeviceProgram implements AutoCloseable {
  private static final int CALL_MILLIS_MAX = 8_000;
  private static final int PUSH_SECONDS_MAX = 20;

  /** Under load the SDK loses one answer in twenty-five, so a second loss in a row is no rarity. */
  private static final int TRIES_MAX = 4;

  private final InternalClient client;
  private final BlockingQueue<Twin> pushes = new LinkedBlockingQueue<>();
  private final Queue<ConnectionStatusChangeContext> statusChanges = new ConcurrentLinkedQueue<>();

  private DeviceProgram(InternalClient client) {
    this.client = client;
  }

  /** Opens {@code client}, which tries once; the SDK wants desired properties before anything else. */
  static DeviceProgram open(InternalClient client)
      throws IotHubClientException, InterruptedException {
    DeviceProgram program = new DeviceProgram(client);
    client.setRetryPolicy(new NoRetry());
    client.open(false);
    client.setConnectionStatusChangeCallback(program.statusChanges::add, "unused");
    retried(() -> {
      client.subscribeToDesiredProperties(
          (twin, context) -> program.pushes.add(twin), "unused", CALL_MILLIS_MAX);
      return true;
    });
    return program;
  }

  /** Opens a device with its primary key. */
  static DeviceProgram open(Device device, IotHubClientProtocol protocol)
      throws IotHubClientException, InterruptedException {
    String connection = HubOnSdkPorts.connectionString(device);
    return open(new DeviceClient(connection, protocol));
  }

  static DeviceProgram open(Device device, ClientOptions options)
      throws IotHubClientException, InterruptedException {
    String connection = HubOnSdkPorts.connectionString(device);
    return open(new DeviceClient(connection, IotHubClientProtocol.MQTT, options));
  }

  /** Reports; the version of the reported properties after it. */
  int report(String name, Object value) throws IotHubClientException, InterruptedException {
    TwinCollection patch = new TwinCollection(Map.of(name, value));
    return retried(() -> client.updateReportedProperties(patch, CALL_MILLIS_MAX).getVersion());
  }

  /** Reports, without waiting for the answer. */
  void reportAsync(String name, Object value) {
    client.updateReportedPropertiesAsync(
        new TwinCollection(Map.of(name, value)),
        (status, response, failure, context) -> {},
        "unused");
  }

  /**
   * Reports over the twin's current version. It is not made twice, it would be refused: if its answer
   * was lost, the twin says what the answer would have been.
   */
  int reportOver(int version, String name, Object value)
      throws IotHubClientException, InterruptedException {
    try {
      return client
          .updateReportedProperties(over(version, name, value), CALL_MILLIS_MAX)
          .getVersion();
    } catch (IotHubClientException failure) {
      if (isTimeout(failure)) {
        return twin().getReportedProperties().getVersion();
      }
      throw failure;
    }
  }

  /** Reports over a version that is old; refused however often it is made. */
  int reportOverOld(int version, String name, Object value)
      throws IotHubClientException, InterruptedException {
    TwinCollection patch = over(version, name, value);
    return retried(() -> client.updateReportedProperties(patch, CALL_MILLIS_MAX).getVersion());
  }

  private static TwinCollection over(int version, String name, Object value) {
    TwinCollection patch = new TwinCollection(Map.of(name, value));
    patch.setVersion(version);
    return patch;
  }

  Twin twin() throws IotHubClientException, InterruptedException {
    return retried(() -> client.getTwin(CALL_MILLIS_MAX));
  }

  /** The next change of desired properties. */
  TwinCollection nextDesired() throws InterruptedException {
    Twin push = pushes.poll(PUSH_SECONDS_MAX, TimeUnit.SECONDS);
    if (push == null) {
      throw new AssertionError("no desired properties within %d s".formatted(PUSH_SECONDS_MAX));
    }
    return push.getDesiredProperties();
  }

  /** What the SDK told of its connection since it was opened. */
  Queue<ConnectionStatusChangeContext> statusChanges() {
    return statusChanges;
  }

  /** Makes a call that times out again, up to {@link #TRIES_MAX} times in all. */
  static <T> T retried(Call<T> call) throws IotHubClientException, InterruptedException {
    for (int left = TRIES_MAX - 1; true; left--) {
      try {
        return call.make();
      } catch (IotHubClientException failure) {
        if (left <= 0 || !isTimeout(failure)) {
          throw failure;
        }
      }
    }
  }

  private static boolean isTimeout(IotHubClientException failure) {
    return failure.getStatusCode() == IotHubStatusCode.DEVICE_OPERATION_TIMED_OUT;
  }

  @Override
  public void close() {
    client.close();
  }

  /** One call of the SDK. */
  interface Call<T> {
    T make() throws IotHubClientException, InterruptedException;
  }
}
