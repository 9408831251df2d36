package io.twinhub.domain.tier;

import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.operation.OperationKind;
import java.time.Duration;

/**
 * The tier that a hub keeps to.
 *
 * @param tier its tier
 * @param units how many units it has; at least 1
 * @param mode what happens beyond the limits
 */
public record TierPlan(Tier tier, int units, Mode mode) {

  /** What happens to what is beyond the limits of a tier. */
  public enum Mode {
    /** It is slowed down or refused, as by Azure. */
    ENFORCE,
    /** It is only counted. */
    COUNT
  }

  /**
   * Checks the number of units.
   *
   * @throws HubException if a hub of this tier cannot have so many
   */
  public TierPlan {
    if (units < 1 || units > tier.unitsMax()) {
      throw new HubException(
          RequestError.invalid("a hub of tier %s cannot have %d units: it has 1 to %d"
              .formatted(tier, units, tier.unitsMax())));
    }
  }

  /** How much of a row it allows. */
  public Rate rate(Throttle row) {
    return row.rate(tier.size(), units);
  }

  /** How many scheduled jobs may run at once. */
  public int jobsRunning() {
    return switch (tier.size()) {
      case 1 -> 1;
      case 2 -> 5;
      default -> 10;
    };
  }

  /** How many messages it takes in a day. */
  public long dailyMessages() {
    return tier.dailyMessages() * units;
  }

  /** The refusal of something that there is too much of. */
  public HubError throttled(Throttle row) {
    return HubError.of(
        ErrorCode.THROTTLING,
        "too many %s: a hub of tier %s with %d %s allows %s; try again later"
            .formatted(row.text(), tier, units, units == 1 ? "unit" : "units", rate(row)));
  }

  /** The refusal of something that the tier does not have. */
  public HubError unavailable(OperationKind kind) {
    return HubError.of(
        ErrorCode.OPERATION_NOT_AVAILABLE_IN_CURRENT_TIER,
        "a hub of tier %s does not have the operation '%s'".formatted(tier, kind.text()));
  }

  /** The refusal of a message beyond the quota of a day. */
  public HubError quotaExceeded(Duration left) {
    return HubError.of(
        ErrorCode.IOT_HUB_QUOTA_EXCEEDED,
        "the hub has taken the %d messages that tier %s with %d %s allows in a day; the next day begins in %s"
            .formatted(
                dailyMessages(),
                tier,
                units,
                units == 1 ? "unit" : "units",
                left.toMinutes() + " min"));
  }

  /** The refusal of a device beyond those that a free hub may have. */
  public HubError tooManyDevices() {
    return HubError.of(
        ErrorCode.TOO_MANY_DEVICES,
        "a hub of tier %s has at most %d devices and modules"
            .formatted(tier, Tier.FREE_DEVICES_MAX));
  }
}
