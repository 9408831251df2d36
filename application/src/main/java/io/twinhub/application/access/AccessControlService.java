package io.twinhub.application.access;

import io.twinhub.application.port.in.AccessControl;
import io.twinhub.application.port.out.AccessPolicies;
import io.twinhub.application.port.out.IdentityRegistry;
import io.twinhub.domain.access.AccessPolicy;
import io.twinhub.domain.access.Permission;
import io.twinhub.domain.identity.Identity;
import io.twinhub.domain.identity.RegisteredIdentity;
import io.twinhub.domain.identity.SharedKey;
import io.twinhub.domain.identity.TwinAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Looks up identities and policies for the edges, which check credentials, and manages the operator's
 * policies.
 */
public final class AccessControlService implements AccessControl {
  private final IdentityRegistry identities;
  private final AccessPolicies policies;
  private final Supplier<SharedKey> keys;

  /**
   * A service for these identities and policies.
   *
   * @param keys generates the keys of new policies
   */
  public AccessControlService(
      IdentityRegistry identities, AccessPolicies policies, Supplier<SharedKey> keys) {
    this.identities = identities;
    this.policies = policies;
    this.keys = keys;
  }

  @Override
  public Optional<Identity> findIdentity(TwinAddress address) {
    return identities.find(address).map(RegisteredIdentity::identity);
  }

  @Override
  public Optional<AccessPolicy> findPolicy(String name) {
    return policies.find(name);
  }

  @Override
  public List<AccessPolicy> policies() {
    return policies.all();
  }

  @Override
  public AccessPolicy createPolicy(String name, Set<Permission> permissions) {
    AccessPolicy policy = new AccessPolicy(name, permissions, keys.get(), keys.get());
    policies.add(policy);
    return policy;
  }

  @Override
  public void deletePolicy(String name) {
    policies.remove(name);
  }
}
