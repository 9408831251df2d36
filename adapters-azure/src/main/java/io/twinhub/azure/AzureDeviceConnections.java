package io.twinhub.azure;

import com.microsoft.azure.sdk.iot.device.ClientOptions;
import com.microsoft.azure.sdk.iot.device.DeviceClient;
import com.microsoft.azure.sdk.iot.device.InternalClient;
import com.microsoft.azure.sdk.iot.device.ModuleClient;
import io.twinhub.application.port.CloseReason;
import io.twinhub.application.port.DeviceConnection;
import io.twinhub.application.port.out.DeviceConnections;
import io.twinhub.application.port.out.IdentityRegistry;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.identity.Authentication;
import io.twinhub.domain.identity.DeviceStatus;
import io.twinhub.domain.identity.Identity;
import io.twinhub.domain.identity.IdentityError;
import io.twinhub.domain.identity.TwinAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;

/**
 * Devices over the device SDK. The registry says whether a device may connect, gives its key, and tells
 * why a connection ended: the wire does not.
 */
final class AzureDeviceConnections implements DeviceConnections, AutoCloseable {
  private final String hostName;
  private final IdentityRegistry identities;
  private final DeviceProtocol protocol;
  private final SSLContext trust;
  private final Map<TwinAddress, AzureDeviceConnection> current = new ConcurrentHashMap<>();
  private final Map<TwinAddress, Integer> opening = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
    Thread thread = new Thread(work, "azure-connections");
    thread.setDaemon(true);
    return thread;
  });

  AzureDeviceConnections(
      String hostName, IdentityRegistry identities, DeviceProtocol protocol, SSLContext trust) {
    this.hostName = hostName;
    this.identities = identities;
    this.protocol = protocol;
    this.trust = trust;
  }

  @Override
  public DeviceConnection open(
      TwinAddress address, String modelId, Consumer<CloseReason> onClosed) {
    Authentication authentication = requireMayConnect(address).authentication();
    InternalClient client = client(address, authentication, options(modelId));
    AzureDeviceConnection connection = new AzureDeviceConnection(address, client, onClosed, this);
    opening.merge(address, 1, Integer::sum);
    try {
      connection.open();
      Optional.ofNullable(current.put(address, connection))
          .ifPresent(older -> older.end(CloseReason.TAKEN_OVER));
    } finally {
      opening.computeIfPresent(address, (same, count) -> count == 1 ? null : count - 1);
    }
    return connection;
  }

  private Identity requireMayConnect(TwinAddress address) {
    Identity identity = identities
        .find(address)
        .orElseThrow(() -> new HubException(address.notFound()))
        .identity();
    if (isDisabled(address)) {
      throw new HubException(new IdentityError.DeviceIsDisabled(address.deviceId()));
    }
    return identity;
  }

  /** A module is as disabled as its device. */
  private boolean isDisabled(TwinAddress address) {
    return identities
        .find(TwinAddress.of(address.deviceId()))
        .filter(device -> device.identity().status() == DeviceStatus.DISABLED)
        .isPresent();
  }

  private ClientOptions options(String modelId) {
    ClientOptions.ClientOptionsBuilder options = ClientOptions.builder().sslContext(trust);
    if (!modelId.isEmpty()) {
      options.modelId(modelId);
    }
    return options.build();
  }

  private InternalClient client(
      TwinAddress address, Authentication authentication, ClientOptions options) {
    if (!(authentication instanceof Authentication.Sas keys)) {
      throw new HubException(
          new RequestError.Invalid("%s proves itself by %s; here devices connect with keys only"
              .formatted(address, authentication.type())));
    }
    String module = address.moduleId().map(id -> ";ModuleId=" + id).orElse("");
    String connectionString = "HostName=%s;DeviceId=%s%s;SharedAccessKey=%s"
        .formatted(hostName, address.deviceId(), module, keys.primaryKey().base64());
    return module.isEmpty()
        ? new DeviceClient(connectionString, protocol.sdk(), options)
        : new ModuleClient(connectionString, protocol.sdk(), options);
  }

  /** Finds out why the hub ended a connection, on a thread that may wait. */
  void lost(AzureDeviceConnection connection) {
    later(() -> connection.end(reason(connection)));
  }

  private CloseReason reason(AzureDeviceConnection connection) {
    TwinAddress address = connection.address();
    if (opening.containsKey(address)) {
      return CloseReason.TAKEN_OVER;
    }
    try {
      if (identities.find(address).isEmpty()) {
        return CloseReason.DELETED;
      }
      return isDisabled(address) ? CloseReason.DISABLED : CloseReason.LOST;
    } catch (HubException notReached) {
      return CloseReason.LOST;
    }
  }

  void closed(AzureDeviceConnection connection) {
    current.remove(connection.address(), connection);
  }

  /** Runs work that may wait; after the end there is nobody left to do it for. */
  void later(Runnable work) {
    try {
      threads.execute(work);
    } catch (RejectedExecutionException stopped) {
      work.run();
    }
  }

  @Override
  public void close() {
    List.copyOf(current.values()).forEach(AzureDeviceConnection::close);
    threads.shutdown();
  }
}
