package io.twinhub.local.engine.hub;

import io.twinhub.application.port.out.AccessPolicies;
import io.twinhub.domain.access.AccessError;
import io.twinhub.domain.access.AccessPolicy;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.local.files.FullDisk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The shared access policies of the local hub. A keeper that is told of each change stores them. */
public final class LocalAccessPolicies implements AccessPolicies {
  private final Consumer<List<AccessPolicy>> keeper;
  private volatile Map<String, AccessPolicy> byName;

  /**
   * Starts with {@code initial}.
   *
   * @param keeper gets all policies before a change takes effect; if it throws, nothing changes
   */
  public LocalAccessPolicies(
      Collection<AccessPolicy> initial, Consumer<List<AccessPolicy>> keeper) {
    this.keeper = keeper;
    Map<String, AccessPolicy> policies = new LinkedHashMap<>();
    initial.forEach(policy -> policies.put(policy.name(), policy));
    this.byName = policies;
  }

  @Override
  public Optional<AccessPolicy> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  @Override
  public List<AccessPolicy> all() {
    return List.copyOf(byName.values());
  }

  @Override
  public synchronized void add(AccessPolicy policy) {
    if (byName.containsKey(policy.name())) {
      throw new HubException(AccessError.policyExists(policy.name()));
    }
    if (byName.size() >= AccessPolicy.COUNT_MAX) {
      throw new HubException(AccessError.tooManyPolicies());
    }
    Map<String, AccessPolicy> policies = new LinkedHashMap<>(byName);
    policies.put(policy.name(), policy);
    keep(policies);
  }

  @Override
  public synchronized void remove(String name) {
    Map<String, AccessPolicy> policies = new LinkedHashMap<>(byName);
    if (policies.remove(name) == null) {
      throw new HubException(AccessError.noSuchPolicy(name));
    }
    keep(policies);
  }

  /** Stores the policies before they take effect, so that a failure changes nothing. */
  private void keep(Map<String, AccessPolicy> policies) {
    try {
      keeper.accept(List.copyOf(policies.values()));
    } catch (UncheckedIOException failure) {
      IOException cause = failure.getCause();
      throw new HubException(RequestError.unavailable("%s: %s; nothing was changed"
          .formatted(failure.getMessage(), FullDisk.saysSo(cause) ? FullDisk.PROBLEM : cause)));
    }
    byName = policies;
  }
}
