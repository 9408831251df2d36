package io.twinhub.application.identity;

import io.twinhub.application.port.in.DeviceIdentities;
import io.twinhub.application.port.in.KeyChoice;
import io.twinhub.application.port.in.KeyRotation;
import io.twinhub.application.port.out.IdentityRegistry;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.identity.Authentication;
import io.twinhub.domain.identity.Identity;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.IdentityRequest.Credentials;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.twin.IfMatch;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Replaces the keys of identities, each independently: one that fails does not stop the rest. */
final class KeyRotations {
  /** How many attempts are made for one identity when another writer changes it at the same time. */
  private static final int ROUNDS_MAX = 5;

  private final IdentityRegistry identities;

  KeyRotations(IdentityRegistry identities) {
    this.identities = identities;
  }

  List<KeyRotation> apply(KeyChoice choice, List<TwinAddress> addresses) {
    requireLawful(addresses);
    return addresses.stream().map(address -> attempt(choice, address)).toList();
  }

  private static void requireLawful(List<TwinAddress> addresses) {
    if (addresses.isEmpty() || addresses.size() > DeviceIdentities.BULK_MAX) {
      throw new HubException(
          RequestError.invalid("name 1 to %d devices and modules; this request names %d"
              .formatted(DeviceIdentities.BULK_MAX, addresses.size())));
    }
    Set<TwinAddress> seen = new HashSet<>();
    for (TwinAddress address : addresses) {
      if (!seen.add(address)) {
        throw new HubException(HubError.of(
            ErrorCode.DEVICE_DEFINED_MULTIPLE_TIMES,
            "'%s' occurs more than once in the request".formatted(address)));
      }
    }
  }

  private KeyRotation attempt(KeyChoice choice, TwinAddress address) {
    try {
      return new KeyRotation.Rotated(address, rotated(choice, address));
    } catch (HubException refusal) {
      return new KeyRotation.Failed(address, refusal.error());
    }
  }

  /**
   * Everything but the keys stays; writing with the etag that was read ensures that no concurrent change is
   * undone.
   */
  private Authentication.Sas rotated(KeyChoice choice, TwinAddress address) {
    for (int round = 1; ; round++) {
      Identity present = identities
          .find(address)
          .orElseThrow(() -> new HubException(address.notFound()))
          .identity();
      IdentityRequest request = IdentityRequest.of(present).with(wanted(choice, keys(present)));
      try {
        return keys(identities
            .update(request, new IfMatch.Exactly(present.etag().value()))
            .identity());
      } catch (HubException refusal) {
        if (refusal.code() != ErrorCode.PRECONDITION_FAILED || round == ROUNDS_MAX) {
          throw refusal;
        }
      }
    }
  }

  private static Authentication.Sas keys(Identity identity) {
    if (identity.authentication() instanceof Authentication.Sas keys) {
      return keys;
    }
    throw new HubException(HubError.of(
        ErrorCode.INVALID_OPERATION,
        "'%s' has no keys: its authentication is %s"
            .formatted(identity.address(), identity.authentication().type())));
  }

  private static Credentials wanted(KeyChoice choice, Authentication.Sas present) {
    return new Credentials.Keys(
        choice == KeyChoice.SECONDARY ? Optional.of(present.primaryKey()) : Optional.empty(),
        choice == KeyChoice.PRIMARY ? Optional.of(present.secondaryKey()) : Optional.empty());
  }
}
