package io.twinhub.bootstrap.wiring;

import io.twinhub.application.port.out.HubPorts;
import io.twinhub.azure.DeviceProtocol;
import io.twinhub.azure.HubAddress;
import io.twinhub.azure.device.HubTrust;
import io.twinhub.bootstrap.config.HubConfig;
import io.twinhub.domain.access.AccessPolicy;
import io.twinhub.local.engine.hub.LocalAccessPolicies;
import io.twinhub.local.engine.hub.LocalHub;
import io.twinhub.local.frontend.access.Trust;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;

/**
 * A hub to program against, wherever it is. Nothing but the call that opens it tells one from another;
 * {@link #close()} ends its devices' connections, and a hub in this process with them.
 */
public final class OpenHub implements AutoCloseable {
  private final HubPorts ports;
  private final Runnable end;

  private OpenHub(HubPorts ports, Runnable end) {
    this.ports = ports;
    this.end = end;
  }

  /** A new hub in this process, without sockets and files: for tests. */
  public static OpenHub inProcess() {
    LocalHubComponent component = LocalHubComponent.factory()
        .create(
            HubConfig.forTests(Path.of("")),
            Clock.systemUTC(),
            new LocalAccessPolicies(
                AccessPolicy.builtIn(LocalHub.keys(new SecureRandom())).values(), all -> {}),
            Trust.inNobody());
    return new OpenHub(component.ports(), component.hub()::close);
  }

  /**
   * The hub that a service connection string names: Azure, or any Twinhub. Nothing is sent yet.
   *
   * @param trust whose certificates count
   * @throws IllegalArgumentException saying what is wrong with the connection string
   */
  public static OpenHub at(String connectionString, HubTrust trust) {
    AzureHubComponent component = AzureHubComponent.factory()
        .create(HubAddress.parse(connectionString), DeviceProtocol.MQTT, trust);
    return new OpenHub(component.ports(), component.hub()::close);
  }

  /** Its ports. */
  public HubPorts ports() {
    return ports;
  }

  @Override
  public void close() {
    end.run();
  }
}
