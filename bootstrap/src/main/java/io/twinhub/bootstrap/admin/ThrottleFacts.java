package io.twinhub.bootstrap.admin;

import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.tier.ThrottleUse;
import io.twinhub.local.engine.throttle.LocalThrottles;
import java.util.Locale;

/** The tier that a hub keeps to: {@code "tier"}, {@code "units"}, {@code "throttle"}, {@code "throttled"}. */
public final class ThrottleFacts {
  private ThrottleFacts() {}

  /** Adds the members; none if the hub keeps to no tier. */
  public static void put(JsonObject.Builder json, LocalThrottles throttles) {
    throttles
        .plan()
        .ifPresent(plan -> json.put("tier", plan.tier().name())
            .put("units", plan.units())
            .put("throttle", plan.mode().name().toLowerCase(Locale.ROOT))
            .put("throttled", JsonArray.of(throttles.reached(), ThrottleUse::json)));
  }
}
