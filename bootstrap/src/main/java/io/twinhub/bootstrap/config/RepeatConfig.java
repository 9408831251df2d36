package io.twinhub.bootstrap.config;

import io.twinhub.local.engine.alarm.HubClock;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * What makes two runs of a hub alike: with the same seed and the same clock, the same requests in the same
 * order give the same ids, keys, etags and times.
 *
 * @param randomSeed the seed of the hub's random numbers; empty for numbers that cannot be guessed. The keys
 *     that a seeded hub makes can be guessed, so it serves only tests on one machine
 * @param clockAt the time that the hub's clock shows until it is advanced; empty for a clock that runs
 */
public record RepeatConfig(Optional<Long> randomSeed, Optional<Instant> clockAt) {

  /** Random numbers that cannot be guessed, and the clock of this machine. */
  public static final RepeatConfig DEFAULT = new RepeatConfig(Optional.empty(), Optional.empty());

  /** A new source of random numbers. */
  public RandomGenerator newRandom() {
    return randomSeed.<RandomGenerator>map(Random::new).orElseGet(SecureRandom::new);
  }

  /** The configuration of a hub in the process, with this. */
  public InProcessConfig appliedTo(InProcessConfig config) {
    InProcessConfig seeded = randomSeed.map(config::randomSeed).orElse(config);
    return clockAt.map(seeded::clockAt).orElse(seeded);
  }

  /** A new clock. */
  public HubClock newClock() {
    return clockAt.map(HubClock::standingAt).orElseGet(HubClock::running);
  }
}
