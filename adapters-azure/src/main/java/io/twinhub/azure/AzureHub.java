package io.twinhub.azure;

import io.twinhub.application.port.out.DeviceConnections;
import io.twinhub.application.port.out.IdentityRegistry;
import io.twinhub.application.port.out.QueryEngine;
import io.twinhub.application.port.out.TwinRegistry;
import javax.net.ssl.SSLContext;

/**
 * An IoT hub of Azure, or a running local hub, behind the outbound ports. Nothing is sent before the
 * first call; {@link #close()} ends the devices' connections.
 */
public final class AzureHub implements AutoCloseable {
  private final IdentityRegistry identities;
  private final TwinRegistry twins;
  private final QueryEngine queries;
  private final AzureDeviceConnections connections;

  /**
   * The hub at {@code address}.
   *
   * @param protocol what devices speak
   * @param trust whose certificates count; the JVM's default for Azure
   */
  public AzureHub(HubAddress address, DeviceProtocol protocol, SSLContext trust) {
    ServiceRest rest = new ServiceRest(address, trust);
    this.identities = new AzureIdentityRegistry(rest);
    this.twins = new AzureTwinRegistry(rest);
    this.queries = new AzureQueryEngine(rest);
    this.connections = new AzureDeviceConnections(address.bareHost(), identities, protocol, trust);
  }

  /** Its identities. */
  public IdentityRegistry identities() {
    return identities;
  }

  /** Its twins. */
  public TwinRegistry twins() {
    return twins;
  }

  /** Its queries. */
  public QueryEngine queries() {
    return queries;
  }

  /** Ways to be one of its devices. */
  public DeviceConnections connections() {
    return connections;
  }

  @Override
  public void close() {
    connections.close();
  }
}
