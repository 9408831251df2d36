package io.twinhub.application.port.in;

import io.twinhub.application.port.CloseReason;
import io.twinhub.application.port.DeviceConnection;
import io.twinhub.domain.access.Principal;
import io.twinhub.domain.error.HubException;
import java.util.function.Consumer;

/** Twins, as a device or module uses its own. */
public interface DeviceTwins {

  /**
   * Connects a device or module; an older connection of the same identity ends.
   *
   * @param modelId the model that it announces, or an empty text
   * @param onClosed called at most once, when the hub ends the connection; not after {@link
   *     DeviceConnection#close()}
   * @throws HubException if the identity is not registered or disabled
   */
  DeviceConnection connect(Principal.Device device, String modelId, Consumer<CloseReason> onClosed);
}
