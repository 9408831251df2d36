package io.twinhub.azure.device;

import io.twinhub.application.port.CloseReason;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.identity.TwinAddress;

/**
 * The credential of a single device, for a program on that device. The reason why a hub ended a connection
 * is not known.
 *
 * @param own the address of the device
 * @param credential its credential
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
