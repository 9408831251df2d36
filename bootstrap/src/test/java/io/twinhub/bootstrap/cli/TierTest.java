package io.twinhub.bootstrap.cli;

import static io.twinhub.bootstrap.cli.HubCommandsTest.assertRefused;
import static io.twinhub.bootstrap.cli.HubCommandsTest.done;
import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.bootstrap.Twinhub;
import io.twinhub.bootstrap.config.DisturbanceConfig;
import io.twinhub.bootstrap.config.HubConfig;
import io.twinhub.domain.tier.Tier;
import io.twinhub.domain.tier.TierPlan;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A hub that keeps to a tier, as commands see it. */
@Timeout(60)
class TierTest {

  private static Twinhub hub(Tier tier, TierPlan.Mode mode) {
    return Twinhub.start(HubConfig.builder(Ran.runFolder())
        .freePorts()
        .disturbance(new DisturbanceConfig(Optional.of(new TierPlan(tier, 1, mode)), false))
        .build());
  }

  private static String json(Ran ran) {
    return ran.out().replaceAll("\\s", "");
  }

  @Test
  void the_status_shows_what_would_have_been_refused() {
    try (Twinhub hub = hub(Tier.S1, TierPlan.Mode.COUNT)) {
      done("device-identity", "create", "-d", "dev1");
      for (int i = 0; i < 22; i++) {
        done("query", "-q", "SELECT * FROM devices");
      }
      assertThat(json(done("status")))
          .contains("\"tier\":\"S1\",\"units\":1,\"throttle\":\"count\",\"throttled\":[{\"what\":"
              + "\"queries\",\"limit\":\"20/min\",\"most\":\"22/min\"")
          .containsPattern("\"refused\":[12]}");
      assertThat(hub.journal().entries(entry -> !entry.faults().isEmpty())).isEmpty();
    }
  }

  @Test
  void a_basic_tier_has_no_twins() {
    try (Twinhub hub = hub(Tier.B1, TierPlan.Mode.ENFORCE)) {
      done("device-identity", "create", "-d", "dev1");
      assertRefused(
          "403 ErrorCode:OperationNotAvailableInCurrentTier;a hub of tier B1 does not have the"
              + " operation 'read-twin'",
          "device-twin",
          "show",
          "-d",
          "dev1");
      assertThat(hub.journal().entries(entry -> true))
          .last()
          .satisfies(entry -> assertThat(entry.faults()).containsExactly("throttle: tier"));
    }
  }

  @Test
  void a_hub_without_a_tier_shows_none() {
    try (Twinhub hub = Twinhub.start(HubConfig.forTests(Ran.runFolder()))) {
      assertThat(hub.faults().list()).isEmpty();
      assertThat(json(done("status"))).contains("\"faults\":0").doesNotContain("tier");
    }
  }
}
