package io.twinhub.azure.device;

import io.twinhub.application.port.CloseReason;
import io.twinhub.domain.identity.TwinAddress;

/** The credentials of devices, and the reasons why their connections end. */
public interface DeviceCredentials {
  /**
   * The credential with which a device or module connects.
   *
   * @throws io.twinhub.domain.error.HubException if it may not connect, or its credential is unknown
   */
  DeviceCredential require(TwinAddress address);

  /** The likely reason why a hub ended a connection without giving one. May ask the hub, and block. */
  CloseReason reasonOfLoss(TwinAddress address);
}
