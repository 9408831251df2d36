package io.twinhub.local.engine.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.domain.access.Principal;
import io.twinhub.domain.access.Transport;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.operation.Operation;
import io.twinhub.domain.operation.OperationKind;
import io.twinhub.domain.tier.ThrottleUse;
import io.twinhub.domain.tier.Tier;
import io.twinhub.domain.tier.TierPlan;
import io.twinhub.domain.tier.TierPlan.Mode;
import io.twinhub.local.engine.alarm.HubClock;
import io.twinhub.local.engine.operation.Effect;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.AggregateWith;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.aggregator.ArgumentsAggregator;
import org.junit.jupiter.params.provider.CsvSource;

class LocalThrottlesTest {
  private static final TwinAddress ADDRESS = TwinAddress.device("dev1");

  private final HubClock clock = HubClock.standingAt(Instant.parse("2030-01-01T22:00:00Z"));
  private int registered;
  private final LocalThrottles throttles = new LocalThrottles(clock, () -> registered);

  private static Operation operation(OperationKind kind) {
    return Operation.of(new Principal.Device(ADDRESS).over(Transport.HTTPS), kind, ADDRESS);
  }

  private static OperationKind kind(String text) {
    return OperationKind.find(text).orElseThrow();
  }

  private void keepTo(Tier tier, int units, Mode mode) {
    throttles.keepTo(new TierPlan(tier, units, mode));
  }

  /** The refusal, if there is one; waits are left out. */
  private Optional<HubError> refusal(Operation operation) {
    return throttles.judge(operation).stream()
        .map(Effect::refusal)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private long passed(Operation operation, long attempts) {
    long passed = 0;
    for (long i = 0; i < attempts; i++) {
      passed += throttles.judge(operation).isEmpty() ? 1 : 0;
    }
    return passed;
  }

  /** A burst of what one period allows passes at once; afterwards each period allows as much again. */
  @ParameterizedTest
  @CsvSource({
    // operation, period, then how many pass with S1/1, S1/20, S2/1, S2/20, S3/1
    "read-identity, 60, 100, 2000, 100, 2000, 5000",
    "create-identity, 60, 100, 2000, 100, 2000, 5000",
    "update-identity, 60, 100, 2000, 100, 2000, 5000",
    "delete-identity, 60, 100, 2000, 100, 2000, 5000",
    "connect, 1, 100, 240, 120, 2400, 6000",
    "send-event, 1, 100, 240, 120, 2400, 6000",
    "query, 60, 20, 400, 20, 400, 1000",
    "read-twin, 1, 100, 100, 100, 200, 500",
    "read-own-twin, 1, 100, 100, 100, 200, 500",
    "patch-twin, 1, 50, 50, 50, 100, 250",
    "replace-twin, 1, 50, 50, 50, 100, 250",
    "report, 1, 50, 50, 50, 100, 250",
    "invoke, 1, 40, 800, 120, 2400, 6144",
    "send-message, 60, 100, 2000, 100, 2000, 5000",
    "deliver-message, 60, 1000, 20000, 1000, 20000, 50000",
  })
  void each_row_allows_its_rate(
      String name, long seconds, @AggregateWith(Rest.class) List<Long> allowed) {
    Operation operation = operation(kind(name));
    List<TierPlan> plans = List.of(
        new TierPlan(Tier.S1, 1, Mode.ENFORCE),
        new TierPlan(Tier.S1, 20, Mode.ENFORCE),
        new TierPlan(Tier.S2, 1, Mode.ENFORCE),
        new TierPlan(Tier.S2, 20, Mode.ENFORCE),
        new TierPlan(Tier.S3, 1, Mode.ENFORCE));
    for (int i = 0; i < plans.size(); i++) {
      throttles.keepTo(plans.get(i));
      long most = allowed.get(i);
      assertThat(passed(operation, most)).as("%s", plans.get(i)).isEqualTo(most);
      assertThat(throttles.judge(operation)).as("%s", plans.get(i)).isNotEmpty();
      clock.advance(Duration.ofSeconds(2 * seconds));
      assertThat(passed(operation, most)).as("%s", plans.get(i)).isEqualTo(most);
    }
  }

  /** The numbers at the end of a row. */
  static final class Rest implements ArgumentsAggregator {
    @Override
    public List<Long> aggregateArguments(ArgumentsAccessor row, ParameterContext context) {
      return row.toList().subList(2, row.size()).stream()
          .map(number -> Long.valueOf(number.toString()))
          .toList();
    }
  }

  @Test
  void rows_have_their_own_limits_and_reads_and_writes_of_either_side_share_one() {
    keepTo(Tier.S1, 1, Mode.ENFORCE);
    passed(operation(OperationKind.PATCH_TWIN), 25);
    passed(operation(OperationKind.REPORT), 25);
    assertThat(throttles.judge(operation(OperationKind.REPLACE_TWIN))).isNotEmpty();
    assertThat(throttles.judge(operation(OperationKind.READ_TWIN))).isEmpty();
  }

  @Test
  void beyond_a_burst_operations_wait_a_second_at_most_and_then_are_refused() {
    keepTo(Tier.S1, 1, Mode.ENFORCE);
    Operation report = operation(OperationKind.REPORT);
    passed(report, 50);
    assertThat(throttles.judge(report))
        .containsExactly(Effect.slow("throttle: twin updates", Duration.ofMillis(20)));
    assertThat(throttles.judge(report))
        .containsExactly(Effect.slow("throttle: twin updates", Duration.ofMillis(40)));
    passed(report, 48);
    assertThat(refusal(report).orElseThrow())
        .isEqualTo(HubError.of(
            ErrorCode.THROTTLING,
            "too many twin updates: a hub of tier S1 with 1 unit allows 50/s; try again later"));
    clock.advance(Duration.ofMillis(20));
    assertThat(refusal(report)).isEmpty();
    assertThat(refusal(report)).isPresent();
  }

  @Test
  void methods_are_metered_by_four_kilobytes_of_their_payload() {
    keepTo(Tier.S1, 1, Mode.ENFORCE);
    Operation large = operation(OperationKind.INVOKE).sized(128 * 1024);
    assertThat(throttles.judge(large)).isEmpty();
    assertThat(passed(operation(OperationKind.INVOKE).sized(4 * 1024 + 1), 5)).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource({
    "F1, 1, 512, 8000",
    "F1, 1, 513, 4000",
    "S1, 1, 4096, 400000",
    "B1, 2, 4097, 400000",
  })
  void the_quota_of_a_day_is_counted_in_chunks(Tier tier, int units, long bytes, long allowed) {
    keepTo(tier, units, Mode.COUNT);
    Operation event = operation(OperationKind.SEND_EVENT).sized(bytes);
    for (long i = 0; i < allowed; i++) {
      throttles.judge(event);
    }
    assertThat(throttles.reached())
        .extracting(ThrottleUse::what)
        .doesNotContain("messages of a day");
    throttles.judge(event);
    assertThat(throttles.reached()).extracting(ThrottleUse::what).contains("messages of a day");
  }

  @Test
  void a_hub_over_its_quota_refuses_until_the_next_day_of_utc() {
    keepTo(Tier.F1, 1, Mode.ENFORCE);
    Operation large = operation(OperationKind.SEND_EVENT).sized(256 * 1024);
    for (int i = 0; i < 15; i++) {
      assertThat(refusal(large)).isEmpty();
    }
    assertThat(refusal(large).orElseThrow())
        .isEqualTo(HubError.of(
            ErrorCode.IOT_HUB_QUOTA_EXCEEDED,
            "the hub has taken the 8000 messages that tier F1 with 1 unit allows in a day; the next"
                + " day begins in 120 min"));
    assertThat(refusal(operation(OperationKind.REPORT))).isEmpty();
    clock.advance(Duration.ofHours(2));
    assertThat(refusal(large)).isEmpty();
  }

  @Test
  void basic_tiers_have_no_twins_methods_and_messages_to_devices() {
    keepTo(Tier.B1, 1, Mode.ENFORCE);
    for (String name : List.of(
        "read-own-twin",
        "report",
        "watch-desired",
        "read-twin",
        "patch-twin",
        "replace-twin",
        "invoke",
        "send-message",
        "purge",
        "feedback",
        "deliver-message")) {
      assertThat(refusal(operation(kind(name))))
          .as(name)
          .contains(HubError.of(
              ErrorCode.OPERATION_NOT_AVAILABLE_IN_CURRENT_TIER,
              "a hub of tier B1 does not have the operation '%s'".formatted(name)));
    }
    for (String name :
        List.of("connect", "send-event", "query", "create-identity", "read-events")) {
      assertThat(refusal(operation(kind(name)))).as(name).isEmpty();
    }
  }

  @Test
  void a_free_hub_takes_500_devices() {
    keepTo(Tier.F1, 1, Mode.ENFORCE);
    registered = 499;
    assertThat(refusal(operation(OperationKind.CREATE_IDENTITY))).isEmpty();
    registered = 500;
    assertThat(refusal(operation(OperationKind.CREATE_IDENTITY)))
        .contains(HubError.of(
            ErrorCode.TOO_MANY_DEVICES, "a hub of tier F1 has at most 500 devices and modules"));
  }

  @Test
  void a_hub_that_only_counts_disturbs_nothing_and_tells_what_would_have_been() {
    keepTo(Tier.S1, 1, Mode.COUNT);
    assertThat(passed(operation(OperationKind.REPORT), 112)).isEqualTo(112);
    assertThat(throttles.summary())
        .containsExactly(
            "you would have been throttled 12 times (tier S1, units: 1)",
            "twin updates: 12 refused, 50 slowed down; at most 112/s came, 50/s is allowed");
  }

  @Test
  void a_hub_without_a_tier_has_no_limits_and_tells_nothing() {
    assertThat(passed(operation(OperationKind.REPORT), 10_000)).isEqualTo(10_000);
    assertThat(throttles.summary()).isEmpty();
  }

  @Test
  void the_units_of_a_tier_are_limited() {
    assertThatThrownBy(() -> new TierPlan(Tier.F1, 2, Mode.COUNT))
        .hasMessage("a hub of tier F1 cannot have 2 units: it has 1 to 1");
    assertThatThrownBy(() -> new TierPlan(Tier.S3, 11, Mode.COUNT))
        .hasMessage("a hub of tier S3 cannot have 11 units: it has 1 to 10");
    assertThatThrownBy(() -> new TierPlan(Tier.S1, 0, Mode.COUNT))
        .hasMessage("a hub of tier S1 cannot have 0 units: it has 1 to 200");
  }
}
