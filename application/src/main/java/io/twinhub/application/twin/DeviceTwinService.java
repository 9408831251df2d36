package io.twinhub.application.twin;

import io.twinhub.application.port.CloseReason;
import io.twinhub.application.port.DeviceConnection;
import io.twinhub.application.port.in.DeviceTwins;
import io.twinhub.application.port.out.DeviceConnections;
import io.twinhub.domain.access.Principal;
import java.util.function.Consumer;

/** Twins for devices: each device may use only its own. */
public final class DeviceTwinService implements DeviceTwins {
  private final DeviceConnections connections;

  /** Connects devices through {@code connections}. */
  public DeviceTwinService(DeviceConnections connections) {
    this.connections = connections;
  }

  @Override
  public DeviceConnection connect(
      Principal.Device device, String modelId, Consumer<CloseReason> onClosed) {
    return connections.open(device, modelId, onClosed);
  }
}
