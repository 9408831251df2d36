package io.twinhub.azure.device;

import io.twinhub.application.port.CloseReason;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.identity.TwinAddress;

/**
 * The credential of a device that knows itself only, as a program on the device does. Why a hub ended a
 * connection, it is not told.
 *
 * @param own who the device is
 * @param credential what it proves itself with
 */
public record OwnCredentials(TwinAddress own, DeviceCredential credential)
    implements DeviceCredentials {

  @Override
  public DeviceCredential require(TwinAddress address) {
    if (!address.equals(own)) {
      throw new HubException(RequestError.invalid(
          "the credential here is that of %s, not of %s".formatted(own, address)));
    }
    return credential;
  }

  @Override
  public CloseReason reasonOfLoss(TwinAddress address) {
    return CloseReason.LOST;
  }
}
