package io.twinhub.application.port.out;

import io.twinhub.application.port.CloseReason;
import io.twinhub.application.port.DeviceConnection;
import io.twinhub.domain.access.Principal;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import java.util.function.Consumer;

/** Connects devices and modules to a hub. */
public interface DeviceConnections {

  /**
   * Connects; an older connection of the same identity ends.
   *
   * @param modelId the model to announce, or an empty text
   * @param onClosed called at most once, when the hub ends the connection; not after {@link
   *     DeviceConnection#close()}
   * @throws HubException if the identity is not registered or disabled
   */
  DeviceConnection open(TwinAddress address, String modelId, Consumer<CloseReason> onClosed);

  /** The same for a device that has proven its identity; a hub may tell readers of its events how. */
  default DeviceConnection open(
      Principal.Device device, String modelId, Consumer<CloseReason> onClosed) {
    return open(device.address(), modelId, onClosed);
  }
}
