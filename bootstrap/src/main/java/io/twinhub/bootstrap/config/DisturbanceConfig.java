package io.twinhub.bootstrap.config;

import io.twinhub.domain.tier.TierPlan;
import java.time.Duration;
import java.util.Optional;

/**
 * What keeps a local hub from answering as fast and as well as it can.
 *
 * @param tier the tier to whose limits it keeps; empty for no limits
 * @param jobRate on how many devices scheduled jobs may work in a second; empty for no limit
 * @param inBandFaults whether it honours the messages by which the tests of Azure's SDKs ask for faults
 * @param configurationsEvery how often it applies configurations to all twins; empty if each twin gets them
 *     with the write that makes them matter
 */
public record DisturbanceConfig(
    Optional<TierPlan> tier,
    Optional<Integer> jobRate,
    boolean inBandFaults,
    Optional<Duration> configurationsEvery) {

  /** The default: nothing. */
  public static final DisturbanceConfig NONE = new DisturbanceConfig(Optional.empty(), false);

  /** The same without a limit for jobs, with configurations that are applied at once. */
  public DisturbanceConfig(Optional<TierPlan> tier, boolean inBandFaults) {
    this(tier, Optional.empty(), inBandFaults, Optional.empty());
  }
}
