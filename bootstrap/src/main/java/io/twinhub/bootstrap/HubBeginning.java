package io.twinhub.bootstrap;

import io.twinhub.application.port.out.AccessPolicies;
import io.twinhub.bootstrap.config.HubConfig;
import io.twinhub.bootstrap.fleet.Seed;
import io.twinhub.domain.error.HubException;
import io.twinhub.local.engine.hub.LocalHub;
import io.twinhub.local.engine.snapshot.HubContents;
import java.time.Clock;
import java.util.Optional;

/**
 * What a hub holds in the beginning, and again after a reset: its seed, or nothing. Policies are settings,
 * not contents; a reset leaves them alone.
 */
final class HubBeginning {
  private final LocalHub hub;
  private final HubConfig config;
  private final AccessPolicies policies;
  private final Optional<Seed> seed;
  private Optional<HubContents> contents = Optional.empty();

  HubBeginning(LocalHub hub, HubConfig config, AccessPolicies policies, Optional<Seed> seed) {
    this.hub = hub;
    this.config = config;
    this.policies = policies;
    this.seed = seed;
  }

  /**
   * Applies the seed, at the start.
   *
   * @throws IllegalStateException in words for the user, if the hub refuses a part of it
   */
  void begin() {
    if (seed.isPresent()) {
      boolean first = hub.identities().statistics().total() == 0;
      new Seeding(hub.ports(), policies, hub.routes()).apply(seed.get());
      // Keys that the seed does not name are then the same after each reset.
      contents = first ? Optional.of(hub.contents()) : Optional.empty();
    }
  }

  /**
   * Makes the hub hold what it held in the beginning.
   *
   * @return what it holds now
   * @throws HubException if the hub cannot write; nothing was changed then
   */
  synchronized HubContents reset() {
    HubContents beginning = contents.orElseGet(this::seeded);
    contents = Optional.of(beginning);
    hub.replace(beginning);
    return beginning;
  }

  /** The seed alone; a hub that is started again may hold more than it. */
  private HubContents seeded() {
    if (seed.isEmpty()) {
      return HubContents.empty();
    }
    try (LocalHub scratch = new LocalHub(config.rules(), Clock.systemUTC(), HubContents.empty())) {
      Seeding.fill(scratch.ports(), seed.get());
      return scratch.contents();
    }
  }
}
