package io.twinhub.local.frontend.access;

import io.twinhub.application.port.in.AccessControl;
import io.twinhub.domain.access.AccessPolicy;
import io.twinhub.domain.access.Permission;
import io.twinhub.domain.identity.Authentication;
import io.twinhub.domain.identity.DeviceStatus;
import io.twinhub.domain.identity.Identity;
import io.twinhub.domain.identity.IdentityAdditions;
import io.twinhub.domain.identity.IdentityEtag;
import io.twinhub.domain.identity.SharedKey;
import io.twinhub.domain.identity.TwinAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Identities and policies with keys that a test can know: the key of "alpha" is made of "alpha". */
public final class Registry implements AccessControl {
  private final Map<TwinAddress, Identity> identities = new HashMap<>();
  private final Map<String, AccessPolicy> policies = new HashMap<>();

  /** A registry with the five usual policies. */
  public Registry() {
    AccessPolicy.builtIn(() -> key("unknown"))
        .forEach((name, policy) -> policies.put(
            name,
            new AccessPolicy(name, policy.permissions(), key(name), key(name + "-secondary"))));
  }

  /** The key that belongs to a name. */
  public static SharedKey key(String name) {
    return SharedKey.of(("a key that belongs to " + name).getBytes(StandardCharsets.UTF_8));
  }

  /** This registry with one identity more. */
  public Registry with(TwinAddress address, Authentication authentication, DeviceStatus status) {
    identities.put(
        address,
        new Identity(
            address,
            "1",
            IdentityEtag.of(1),
            authentication,
            status,
            Optional.empty(),
            Identity.NEVER,
            false,
            Optional.empty(),
            Optional.empty(),
            List.of(),
            IdentityAdditions.NONE));
    return this;
  }

  /** This registry with one enabled device or module more, whose keys are made of its address. */
  public Registry with(TwinAddress address) {
    return with(
        address,
        new Authentication.Sas(key(address.toString()), key(address + "-secondary")),
        DeviceStatus.ENABLED);
  }

  /** This registry with one policy more, whose keys are made of its name. */
  public Registry with(String policy, Set<Permission> permissions) {
    policies.put(
        policy, new AccessPolicy(policy, permissions, key(policy), key(policy + "-secondary")));
    return this;
  }

  @Override
  public Optional<Identity> findIdentity(TwinAddress address) {
    return Optional.ofNullable(identities.get(address));
  }

  @Override
  public Optional<AccessPolicy> findPolicy(String name) {
    return Optional.ofNullable(policies.get(name));
  }

  @Override
  public List<AccessPolicy> policies() {
    return List.copyOf(policies.values());
  }

  @Override
  public AccessPolicy createPolicy(String name, Set<Permission> permissions) {
    throw new UnsupportedOperationException("no front end makes policies");
  }

  @Override
  public void deletePolicy(String name) {
    throw new UnsupportedOperationException("no front end deletes policies");
  }
}
