package io.twinhub.bootstrap.fleet;

import io.twinhub.application.port.in.fleet.FleetSource;
import io.twinhub.domain.access.AccessPolicy;
import io.twinhub.domain.access.Permission;
import io.twinhub.domain.identity.SharedKey;
import io.twinhub.domain.route.Routing;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What a hub holds from its first start on.
 *
 * @param policies shared access policies
 * @param routing routes and enrichments; empty if the seed says nothing about them
 * @param fleet devices and modules
 */
public record Seed(List<Policy> policies, Optional<Routing> routing, FleetSource fleet) {

  /** Copies {@code policies}. */
  public Seed {
    policies = List.copyOf(policies);
  }

  /**
   * A policy.
   *
   * @param primaryKey a key that the user chose; the hub generates one if it is left out
   * @param secondaryKey the same
   */
  public record Policy(
      String name,
      Set<Permission> permissions,
      Optional<SharedKey> primaryKey,
      Optional<SharedKey> secondaryKey) {

    /** Copies {@code permissions}. */
    public Policy {
      permissions = Set.copyOf(permissions);
    }

    /** The policy, with keys from {@code keys} where there are none. */
    public AccessPolicy with(Supplier<SharedKey> keys) {
      return new AccessPolicy(
          name, permissions, primaryKey.orElseGet(keys), secondaryKey.orElseGet(keys));
    }
  }
}
