package io.twinhub.azure;

import com.microsoft.azure.sdk.iot.device.ClientOptions;
import com.microsoft.azure.sdk.iot.device.DeviceClient;
import com.microsoft.azure.sdk.iot.device.InternalClient;
import com.microsoft.azure.sdk.iot.device.ModuleClient;
import io.twinhub.application.port.CloseReason;
import io.twinhub.application.port.DeviceConnection;
import io.twinhub.application.port.out.DeviceConnections;
import io.twinhub.azure.device.DeviceCredential;
import io.twinhub.azure.device.DeviceCredentials;
import io.twinhub.azure.device.HubTrust;
import io.twinhub.azure.device.OpenConnections;
import io.twinhub.domain.identity.TwinAddress;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;

/** Device connections over the device SDK. */
final class AzureDeviceConnections implements DeviceConnections, AutoCloseable {
  private final String hostName;
  private final DeviceCredentials credentials;
  private final DeviceProtocol protocol;
  private final HubTrust trust;
  private final SdkCalls calls;
  private final OpenConnections connections;

  AzureDeviceConnections(
      DeviceCredentials credentials, DeviceProtocol protocol, HubTrust trust, SdkCalls calls) {
    this.hostName = calls.hostName();
    this.credentials = credentials;
    this.protocol = protocol;
    this.trust = trust;
    this.calls = calls;
    this.connections = new OpenConnections(credentials);
  }

  @Override
  public DeviceConnection open(
      TwinAddress address, String modelId, Consumer<CloseReason> onClosed) {
    InternalClient client = client(address, credentials.require(address), modelId);
    AzureDeviceConnection connection =
        new AzureDeviceConnection(address, client, calls, onClosed, connections);
    connections.open(connection);
    return connection;
  }

  private InternalClient client(TwinAddress address, DeviceCredential credential, String modelId) {
    String module = address.moduleId().map(id -> ";ModuleId=" + id).orElse("");
    String proof = credential instanceof DeviceCredential.Key key
        ? ";SharedAccessKey=" + key.key().base64()
        : ";x509=true";
    String connectionString =
        "HostName=%s;DeviceId=%s%s%s".formatted(hostName, address.deviceId(), module, proof);
    ClientOptions options = options(credential, modelId);
    return module.isEmpty()
        ? new DeviceClient(connectionString, protocol.sdk(), options)
        : new ModuleClient(connectionString, protocol.sdk(), options);
  }

  private ClientOptions options(DeviceCredential credential, String modelId) {
    SSLContext context = credential instanceof DeviceCredential.Certificate shown
        ? trust.context(shown.certificate())
        : trust.context();
    ClientOptions.ClientOptionsBuilder options = ClientOptions.builder().sslContext(context);
    if (!modelId.isEmpty()) {
      options.modelId(modelId);
    }
    return options.build();
  }

  @Override
  public void close() {
    connections.close();
  }
}
