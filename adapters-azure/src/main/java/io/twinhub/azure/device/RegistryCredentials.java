package io.twinhub.azure.device;

import io.twinhub.application.port.CloseReason;
import io.twinhub.application.port.out.IdentityRegistry;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.identity.Authentication;
import io.twinhub.domain.identity.DeviceStatus;
import io.twinhub.domain.identity.Identity;
import io.twinhub.domain.identity.IdentityError;
import io.twinhub.domain.identity.RegisteredIdentity;
import io.twinhub.domain.identity.TwinAddress;
import java.util.Optional;
import java.util.function.Function;

/**
 * Credentials for a back end that may read the registry. The registry tells whether a device may connect,
 * gives its key, and tells why a connection ended, which the wire does not.
 */
public final class RegistryCredentials implements DeviceCredentials {
  private final IdentityRegistry identities;
  private final Function<TwinAddress, Optional<DeviceCertificate>> certificates;

  /**
   * Credentials from a registry.
   *
   * @param certificates the certificates of devices that authenticate with one; a registry has no private
   *     keys
   */
  public RegistryCredentials(
      IdentityRegistry identities,
      Function<TwinAddress, Optional<DeviceCertificate>> certificates) {
    this.identities = identities;
    this.certificates = certificates;
  }

  @Override
  public DeviceCredential require(TwinAddress address) {
    Authentication authentication = requireMayConnect(address).authentication();
    if (authentication instanceof Authentication.Sas keys) {
      return new DeviceCredential.Key(keys.primaryKey());
    }
    return certificates
        .apply(address)
        .map(DeviceCredential.Certificate::new)
        .orElseThrow(() -> new HubException(RequestError.invalid(
            "%s authenticates with %s, and this program has no certificate for it"
                .formatted(address, authentication.type()))));
  }

  private Identity requireMayConnect(TwinAddress address) {
    Identity identity = identities
        .find(address)
        .map(RegisteredIdentity::identity)
        .orElseThrow(() -> new HubException(address.notFound()));
    if (isDisabled(address)) {
      throw new HubException(IdentityError.deviceIsDisabled(address.deviceId()));
    }
    return identity;
  }

  /** A module counts as disabled if its device is. */
  private boolean isDisabled(TwinAddress address) {
    return identities
        .find(TwinAddress.of(address.deviceId()))
        .filter(device -> device.identity().status() == DeviceStatus.DISABLED)
        .isPresent();
  }

  @Override
  public CloseReason reasonOfLoss(TwinAddress address) {
    try {
      if (identities.find(address).isEmpty()) {
        return CloseReason.DELETED;
      }
      return isDisabled(address) ? CloseReason.DISABLED : CloseReason.LOST;
    } catch (HubException notReached) {
      return CloseReason.LOST;
    }
  }
}
