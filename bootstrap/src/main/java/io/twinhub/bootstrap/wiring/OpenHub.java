package io.twinhub.bootstrap.wiring;

import io.twinhub.application.device.ConnectedDevice;
import io.twinhub.application.port.out.CloudMessages;
import io.twinhub.application.port.out.DirectMethods;
import io.twinhub.application.port.out.HubPorts;
import io.twinhub.application.port.out.TwinChanges;
import io.twinhub.application.retry.Backoff;
import io.twinhub.azure.AzureHub;
import io.twinhub.azure.HubAddress;
import io.twinhub.azure.device.HubTrust;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;

/**
 * A hub to program against, wherever it is. Only the call that opens it depends on where the hub is.
 * {@link #close()} ends the connections of its devices, and also ends the hub if it runs in this process.
 */
public sealed class OpenHub implements AutoCloseable permits InProcessHub {
  private final HubPorts ports;
  private final TwinChanges changes;
  private final Runnable end;

  OpenHub(HubPorts ports, TwinChanges changes, Runnable end) {
    this.ports = ports;
    this.changes = changes;
    this.end = end;
  }

  /**
   * The hub that a service connection string names: Azure, or any Twinhub. Nothing is sent yet.
   *
   * @param trust whose certificates are trusted
   * @throws IllegalArgumentException saying what is wrong with the connection string
   */
  public static OpenHub at(String connectionString, HubTrust trust) {
    return at(connectionString, trust, Backoff.SHORT);
  }

  /**
   * The same, with other waits between attempts.
   *
   * @param backoff how long to wait before a busy hub is asked again
   */
  public static OpenHub at(String connectionString, HubTrust trust, Backoff backoff) {
    return at(AzureHub.at(HubAddress.parse(connectionString)).trusting(trust).retrying(backoff));
  }

  /**
   * The hub that {@code options} describe, with its events endpoint, the protocol of its devices, and the
   * waits between attempts.
   */
  public static OpenHub at(AzureHub.Builder options) {
    AzureHubComponent component = AzureHubComponent.factory().create(options);
    return new OpenHub(component.ports(), component.hub().changes(), component.hub()::close);
  }

  /**
   * Connects a device in this program, which answers methods and receives messages; an older connection of
   * the same device ends.
   *
   * @param deviceId of a registered device
   * @throws HubException if it is not registered or disabled
   */
  public ConnectedDevice device(String deviceId) {
    return ConnectedDevice.open(ports.connections(), TwinAddress.device(deviceId));
  }

  /** As {@link #device}, for a module. */
  public ConnectedDevice module(String deviceId, String moduleId) {
    return ConnectedDevice.open(ports.connections(), TwinAddress.module(deviceId, moduleId));
  }

  /** Direct methods of its devices. */
  public DirectMethods methods() {
    return ports.methods();
  }

  /** Messages to its devices. */
  public CloudMessages messages() {
    return ports.messages();
  }

  /** Its outbound ports. */
  public HubPorts ports() {
    return ports;
  }

  /**
   * The changes of its twins, as they happen. A hub in this process tells all of them. The changes of any
   * other hub are read from its events, so they arrive only if the hub has message routes for
   * {@code TwinChangeEvents} and {@code DeviceLifecycleEvents} to its built-in endpoint, and each
   * subscription is refused if that endpoint's connection string was not given.
   */
  public TwinChanges changes() {
    return changes;
  }

  @Override
  public void close() {
    end.run();
  }
}
