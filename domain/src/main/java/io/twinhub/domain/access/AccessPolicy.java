package io.twinhub.domain.access;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.identity.IdentityError;
import io.twinhub.domain.identity.SharedKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * A shared access policy: a name, what it allows, and two keys.
 *
 * @param name 1 to 64 letters, digits and {@code _ - @ .}, as connection strings accept it
 * @param permissions at least one
 * @param primaryKey a key that signs tokens
 * @param secondaryKey another key that signs tokens, so that keys can be changed one at a time
 */
public record AccessPolicy(
    String name, Set<Permission> permissions, SharedKey primaryKey, SharedKey secondaryKey) {

  /** How many policies a hub holds at most. Source: Azure's quota. */
  public static final int COUNT_MAX = 16;

  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_\\-@.]{1,64}");

  /**
   * Accepts a valid policy.
   *
   * @throws HubException with {@link RequestError#invalid} if the name is malformed or no permission is
   *     given, or with {@link IdentityError#invalidKey} if a key has a size that is not allowed
   */
  public AccessPolicy {
    if (!NAME.matcher(name).matches()) {
      throw new HubException(RequestError.invalid(
          "policy name '%s': use 1 to 64 letters, digits and _ - @ .".formatted(name)));
    }
    permissions = Set.copyOf(permissions);
    if (permissions.isEmpty()) {
      throw new HubException(
          RequestError.invalid("policy '%s' needs at least one permission".formatted(name)));
    }
    primaryKey.requireLawful();
    secondaryKey.requireLawful();
  }

  /** The principal for holders of this policy's keys. */
  public Principal.Service principal() {
    return new Principal.Service(name, permissions);
  }

  /** The five policies of a new hub, by name, each with keys from {@code keys}. */
  public static Map<String, AccessPolicy> builtIn(Supplier<SharedKey> keys) {
    Map<String, AccessPolicy> policies = new LinkedHashMap<>();
    BUILT_IN.forEach((name, permissions) ->
        policies.put(name, new AccessPolicy(name, permissions, keys.get(), keys.get())));
    return policies;
  }

  private static final Map<String, Set<Permission>> BUILT_IN = builtInPermissions();

  private static Map<String, Set<Permission>> builtInPermissions() {
    Map<String, Set<Permission>> policies = new LinkedHashMap<>();
    policies.put("iothubowner", Set.of(Permission.values()));
    policies.put("service", Set.of(Permission.SERVICE_CONNECT));
    policies.put("device", Set.of(Permission.DEVICE_CONNECT));
    policies.put("registryRead", Set.of(Permission.REGISTRY_READ));
    policies.put("registryReadWrite", Set.of(Permission.REGISTRY_READ, Permission.REGISTRY_WRITE));
    return policies;
  }
}
