package io.twinhub.application.port.in;

import io.twinhub.domain.access.AccessPolicy;
import io.twinhub.domain.access.Permission;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.Identity;
import io.twinhub.domain.identity.TwinAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What edges need to turn credentials into principals, and the shared access policies. Its callers are
 * the hub's own edges and its operator, never a remote client.
 */
public interface AccessControl {

  /** The identity that a device or module claims to be. */
  Optional<Identity> findIdentity(TwinAddress address);

  /** The identity of the device that a module belongs to, or the device itself. */
  default Optional<Identity> findDevice(TwinAddress address) {
    return findIdentity(TwinAddress.of(address.deviceId()));
  }

  /** The policy of this name. */
  Optional<AccessPolicy> findPolicy(String name);

  /** All policies, the built-in ones first. */
  List<AccessPolicy> policies();

  /**
   * Makes a policy with generated keys.
   *
   * @throws HubException if a policy of this name exists, there are too many, or the name is not valid
   */
  AccessPolicy createPolicy(String name, Set<Permission> permissions);

  /**
   * Deletes a policy.
   *
   * @throws HubException if there is none of this name
   */
  void deletePolicy(String name);
}
