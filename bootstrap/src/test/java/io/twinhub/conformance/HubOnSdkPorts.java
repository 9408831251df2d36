package io.twinhub.conformance;

import static org.awaitility.Awaitility.await;

import com.microsoft.azure.sdk.iot.service.exceptions.IotHubException;
import com.microsoft.azure.sdk.iot.service.query.QueryClient;
import com.microsoft.azure.sdk.iot.service.registry.Device;
import com.microsoft.azure.sdk.iot.service.registry.RegistryClient;
import com.microsoft.azure.sdk.iot.service.twin.TwinClient;
import io.twinhub.bootstrap.Twinhub;
import io.twinhub.bootstrap.cli.command.HubStarter.StartFailure;
import io.twinhub.bootstrap.config.HubConfig;
import io.twinhub.bootstrap.config.TrustFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A hub on the three ports that the SDKs know and let nobody change, and the SDKs' service clients on it.
 * From its start on, this JVM trusts the hub: the service SDK has no other way to trust anybody.
 */
final class HubOnSdkPorts implements AutoCloseable {
  static final String HOST = HubConfig.HOST_DEFAULT;

  /** Other builds on this machine use the same ports, one at a time. */
  private static final Duration PORTS_WAIT_MAX = Duration.ofSeconds(60);

  private final Twinhub hub;
  private final RegistryClient registry;
  private final TwinClient twins;
  private final QueryClient queries;

  private HubOnSdkPorts(Twinhub hub) {
    this.hub = hub;
    System.setProperty(
        "javax.net.ssl.trustStore", hub.facts().trust().javaStore().toString());
    System.setProperty("javax.net.ssl.trustStorePassword", TrustFiles.STORE_PASSWORD);
    String connection = hub.facts().connectionString();
    this.registry = new RegistryClient(connection);
    this.twins = new TwinClient(connection);
    this.queries = new QueryClient(connection);
  }

  /** A hub that trusts {@code deviceAuthorities} to vouch for X.509 devices. */
  static HubOnSdkPorts start(Path... deviceAuthorities) throws IOException {
    HubConfig config = HubConfig.builder(Files.createTempDirectory("twinhub-it"))
        .adminPort(0)
        .deviceAuthorities(List.of(deviceAuthorities))
        .build();
    return new HubOnSdkPorts(started(config));
  }

  private static Twinhub started(HubConfig config) {
    AtomicReference<String> reason = new AtomicReference<>("");
    try {
      return await()
          .pollInSameThread()
          .pollInterval(Duration.ofMillis(500))
          .atMost(PORTS_WAIT_MAX)
          .until(() -> attempt(config, reason), Optional::isPresent)
          .orElseThrow();
    } catch (ConditionTimeoutException occupied) {
      throw new IllegalStateException(
          "the Azure SDKs know no other ports than %d, %d and %d, and these tests need all for %s: %s"
              .formatted(
                  config.httpsPort(), config.mqttPort(), config.amqpPort(), HOST, reason.get()),
          occupied);
    }
  }

  private static Optional<Twinhub> attempt(HubConfig config, AtomicReference<String> reason) {
    try {
      return Optional.of(Twinhub.start(config));
    } catch (StartFailure failure) {
      if (!failure.reason().contains("another program uses the port")) {
        throw failure;
      }
      reason.set(failure.reason());
      return Optional.empty();
    }
  }

  Twinhub hub() {
    return hub;
  }

  RegistryClient registry() {
    return registry;
  }

  TwinClient twins() {
    return twins;
  }

  QueryClient queries() {
    return queries;
  }

  /** Registers a device with keys of the hub's making. */
  Device newDevice(String id) throws IOException, IotHubException {
    return registry.addDevice(new Device(id));
  }

  /** What a device is given to connect. */
  static String connectionString(String deviceId, String key) {
    return "HostName=%s;DeviceId=%s;SharedAccessKey=%s".formatted(HOST, deviceId, key);
  }

  static String connectionString(Device device) {
    return connectionString(device.getDeviceId(), device.getPrimaryKey());
  }

  @Override
  public void close() {
    hub.close();
  }
}
