package io.twinhub.local.engine.alarm;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * Where a hub takes time and chance from.
 *
 * @param clock tells the time
 * @param alarms runs work later
 * @param random makes keys, etags and ids; safe to use from any thread
 */
public record HubSources(InstantSource clock, Alarms alarms, RandomGenerator random) {

  /** Uses random numbers that cannot be guessed. */
  public HubSources(InstantSource clock, Alarms alarms) {
    this(clock, alarms, new SecureRandom());
  }

  /** Uses alarms that follow {@code clock}. */
  public HubSources(HubClock clock, RandomGenerator random) {
    this(clock, new ClockAlarms(clock), random);
  }

  /** Uses alarms that follow {@code clock}; if it is no {@link HubClock}, they follow the machine's time. */
  public HubSources(InstantSource clock) {
    this(clock instanceof HubClock own ? own : HubClock.over(clock), new SecureRandom());
  }
}
