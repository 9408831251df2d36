package io.twinhub.application.port.out;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.DeviceId;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.RegisteredIdentity;
import io.twinhub.domain.identity.RegistryStatistics;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.twin.IfMatch;
import java.util.List;
import java.util.Optional;

/** The identities of a hub. The hub makes keys, generation ids and etags. */
public interface IdentityRegistry {

  /** The identity, if it is registered. */
  Optional<RegisteredIdentity> find(TwinAddress address);

  /**
   * Registers an identity and its twin.
   *
   * @throws HubException if it is registered, the device of a module is not, or the hub is full
   */
  RegisteredIdentity create(IdentityRequest request);

  /**
   * Changes an identity.
   *
   * @throws HubException if it is not registered or the condition fails
   */
  RegisteredIdentity update(IdentityRequest request, IfMatch ifMatch);

  /**
   * Deletes an identity with its twin, a device with its modules.
   *
   * @throws HubException if it is not registered or the condition fails
   */
  void delete(TwinAddress address, IfMatch ifMatch);

  /** The first {@code max} devices by id. */
  List<RegisteredIdentity> devices(int max);

  /** The modules of a device by id; empty if there are none. */
  List<RegisteredIdentity> modules(DeviceId deviceId);

  /** How many devices there are. */
  RegistryStatistics statistics();
}
