package io.twinhub.bootstrap;

import io.twinhub.application.fleet.FleetCopy;
import io.twinhub.application.fleet.OrderedCalls;
import io.twinhub.application.port.in.fleet.CopyResult;
import io.twinhub.application.port.in.fleet.FleetProgress;
import io.twinhub.application.port.in.fleet.RefusedMember;
import io.twinhub.application.port.out.AccessPolicies;
import io.twinhub.application.port.out.HubPorts;
import io.twinhub.application.port.out.MessageRouting;
import io.twinhub.bootstrap.config.RepeatConfig;
import io.twinhub.bootstrap.fleet.Seed;
import io.twinhub.domain.access.AccessPolicy;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.SharedKey;
import io.twinhub.local.engine.hub.LocalHub;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a hub its first contents. Seeding again changes no contents: existing devices and modules stay as
 * they are. Policies and routes are settings, not contents: they become what the seed says, except that
 * policies keep keys that the seed does not name.
 */
final class Seeding {
  private static final Logger LOG = LoggerFactory.getLogger(Seeding.class);

  private final HubPorts hub;
  private final AccessPolicies policies;
  private final MessageRouting routing;
  private final RepeatConfig repeat;

  Seeding(LocalHub hub, AccessPolicies policies, RepeatConfig repeat) {
    this.routing = hub.routes();
    this.hub = hub.ports();
    this.policies = policies;
    this.repeat = repeat;
  }

  /**
   * Applies {@code seed}.
   *
   * @throws IllegalStateException with a message for the user, if the hub refuses a part of it
   */
  void apply(Seed seed) {
    seed.policies().forEach(this::apply);
    seed.routing().ifPresent(wanted -> routing.change(now -> wanted));
    fill(hub, seed, repeat);
  }

  /**
   * Applies the devices and modules of {@code seed} to {@code hub}.
   *
   * @throws IllegalStateException with a message for the user, if the hub refuses a part of it
   */
  static void fill(HubPorts hub, Seed seed, RepeatConfig repeat) {
    // One call at a time, so that each identity gets the same random numbers in each run.
    int calls = repeat.randomSeed().isPresent() ? 1 : OrderedCalls.CALLS_IN_FLIGHT_MAX;
    ExecutorService threads = Executors.newFixedThreadPool(calls);
    try {
      OrderedCalls lanes = new OrderedCalls(threads);
      CopyResult result =
          FleetCopy.ofMissing(hub, lanes).run(seed.fleet(), FleetProgress.NONE, Seeding::tell);
      LOG.info(
          "seed: {} devices and modules created, {} already there",
          result.created(),
          result.equal() + result.changed());
    } catch (HubException refusal) {
      throw new IllegalStateException("the seed is refused: " + refusal.error().message(), refusal);
    } finally {
      threads.shutdownNow();
    }
  }

  /** A disabled device cannot report properties; the rest of it has been written by then. */
  private static void tell(RefusedMember refusal) {
    String text = "%s: %s".formatted(refusal.address(), refusal.error().message());
    if (refusal.error().code() != ErrorCode.DEVICE_DISABLED) {
      throw new IllegalStateException("the seed is refused: " + text);
    }
    LOG.warn("seed: the reported properties of {} are left out", text);
  }

  private static Supplier<SharedKey> keys(RandomGenerator random) {
    return () -> SharedKey.generated(random);
  }

  private void apply(Seed.Policy wanted) {
    AccessPolicy policy = policies
        .find(wanted.name())
        .map(present -> new AccessPolicy(
            wanted.name(),
            wanted.permissions(),
            wanted.primaryKey().orElse(present.primaryKey()),
            wanted.secondaryKey().orElse(present.secondaryKey())))
        .orElseGet(() -> wanted.with(keys(repeat.newRandom())));
    boolean there = policies.find(wanted.name()).isPresent();
    if (there && !policies.find(wanted.name()).filter(policy::equals).isPresent()) {
      policies.remove(wanted.name());
      there = false;
    }
    if (!there) {
      policies.add(policy);
    }
  }
}
