package io.twinhub.bootstrap;

import io.twinhub.application.port.out.AccessPolicies;
import io.twinhub.bootstrap.config.HubConfig;
import io.twinhub.bootstrap.fleet.Seed;
import io.twinhub.domain.error.HubException;
import io.twinhub.local.engine.alarm.HubSources;
import io.twinhub.local.engine.hub.LocalHub;
import io.twinhub.local.engine.snapshot.HubContents;
import java.util.Optional;

/**
 * The initial contents of a hub, which a reset brings back: its seed, or nothing. Policies are settings, not
 * contents; a reset leaves them alone.
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
   * @throws IllegalStateException with a message for the user, if the hub refuses a part of it
   */
  void begin() {
    if (seed.isPresent()) {
      boolean first = hub.identities().statistics().total() == 0;
      new Seeding(hub, policies, config.repeat()).apply(seed.get());
      hub.operations().clear(); // nobody did what the seed asked for
      // Keeping these contents gives keys that the seed does not name the same value after each
      // reset.
      contents = first ? Optional.of(hub.contents()) : Optional.empty();
    }
  }

  /**
   * Resets the hub to its initial contents.
   *
   * @return the contents after the reset
   * @throws HubException if the hub cannot write; then nothing has changed
   */
  synchronized HubContents reset() {
    HubContents beginning = contents.orElseGet(this::seeded);
    contents = Optional.of(beginning);
    hub.replace(beginning);
    return beginning;
  }

  /** The contents of the seed alone; a hub that is started again may hold more. */
  private HubContents seeded() {
    if (seed.isEmpty()) {
      return HubContents.empty();
    }
    HubSources sources =
        new HubSources(config.repeat().newClock(), config.repeat().newRandom());
    try (LocalHub scratch =
        new LocalHub(config.rules(), sources, HubContents.empty(), Optional.empty())) {
      Seeding.fill(scratch.ports(), seed.get(), config.repeat());
      return scratch.contents();
    }
  }
}
