package io.twinhub.azure.device;

import io.twinhub.application.port.CloseReason;
import io.twinhub.domain.identity.TwinAddress;

/** What devices prove themselves with, and what is known of them when a connection ends. */
public interface DeviceCredentials {
  /**
   * What a device or module connects with.
   *
   * @throws io.twinhub.domain.error.HubException if it may not connect, or nothing is known to
   *     connect it with
   */
  DeviceCredential require(TwinAddress address);

  /** Why a hub that gave no reason may have ended a connection. May ask the hub, and wait. */
  CloseReason reasonOfLoss(TwinAddress address);
}
