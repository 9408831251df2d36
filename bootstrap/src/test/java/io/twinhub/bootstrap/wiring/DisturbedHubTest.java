package io.twinhub.bootstrap.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.application.json.JsonText;
import io.twinhub.application.port.DeviceConnection;
import io.twinhub.bootstrap.Twinhub;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.fault.Fault;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.operation.OperationKind;
import io.twinhub.domain.tier.ThrottleUse;
import io.twinhub.domain.tier.Tier;
import io.twinhub.domain.tier.TierPlan;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.ReportedPatch;
import io.twinhub.domain.twin.TwinPatch;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Faults and tiers of a hub in the process. */
class DisturbedHubTest {
  private static final TwinAddress ADDRESS = TwinAddress.device("dev1");

  private static InProcessHub hub() {
    InProcessHub hub = Twinhub.inProcess();
    hub.ports().identities().create(IdentityRequest.withKeys(ADDRESS));
    return hub;
  }

  private static List<String> reports(InProcessHub hub, int count) {
    List<String> outcomes = new ArrayList<>();
    try (DeviceConnection device = hub.ports().connections().open(ADDRESS, "", reason -> {})) {
      for (int i = 0; i < count; i++) {
        try {
          var unused = device.report(ReportedPatch.of(JsonText.parseObject("{\"n\":1}")));
          outcomes.add("done");
        } catch (HubException refusal) {
          outcomes.add(refusal.code().toString());
        }
      }
    }
    return outcomes;
  }

  @Test
  void a_fault_is_one_line_and_a_test_sees_what_it_did() {
    try (InProcessHub hub = hub()) {
      hub.faults()
          .add(Fault.refusal(ErrorCode.SERVICE_UNAVAILABLE)
              .onDevice("dev1")
              .of(OperationKind.REPORT)
              .times(2));
      assertThat(reports(hub, 3))
          .containsExactly("SERVICE_UNAVAILABLE", "SERVICE_UNAVAILABLE", "done");
      assertThat(hub.faults().list()).isEmpty();
    }
  }

  @Test
  void a_fault_with_a_seed_does_the_same_in_each_run() {
    List<List<String>> runs = new ArrayList<>();
    for (int run = 0; run < 2; run++) {
      try (InProcessHub hub = hub()) {
        hub.faults()
            .add(Fault.throttled().of(OperationKind.REPORT).withProbability(0.3).seed(42));
        runs.add(reports(hub, 100));
      }
    }
    assertThat(runs.get(0)).isEqualTo(runs.get(1)).contains("done", "THROTTLING");
  }

  @Test
  void a_lost_notification_never_reaches_the_device() {
    try (InProcessHub hub = hub();
        DeviceConnection device = hub.ports().connections().open(ADDRESS, "", reason -> {})) {
      List<Long> versions = new ArrayList<>();
      var unused = device.watchDesired(change -> versions.add(change.version().value()));
      hub.faults().add(Fault.lost().onDevice("dev1").times(1));
      hub.ports().twins().patch(ADDRESS, patch("{\"a\":1}"), IfMatch.any());
      hub.ports().twins().patch(ADDRESS, patch("{\"a\":2}"), IfMatch.any());
      assertThat(versions).containsExactly(3L);
    }
  }

  private static TwinPatch patch(String desired) {
    return TwinPatch.ofDesired(JsonText.parseObject(desired));
  }

  @Test
  void a_hub_tells_how_far_it_was_beyond_its_tier() {
    try (InProcessHub hub = hub()) {
      Supplier<List<ThrottleUse>> reached =
          hub.keepTo(new TierPlan(Tier.F1, 1, TierPlan.Mode.COUNT));
      assertThat(reports(hub, 200)).doesNotContain("THROTTLING");
      assertThat(reached.get()).extracting(ThrottleUse::what).containsExactly("twin updates");
    }
  }

  @Test
  void a_fault_for_a_device_that_is_not_registered_is_refused_at_once() {
    try (InProcessHub hub = hub()) {
      assertThatThrownBy(() -> hub.faults().add(Fault.lost().onDevice("dev2")))
          .hasMessage("Device dev2 not registered");
    }
  }
}
