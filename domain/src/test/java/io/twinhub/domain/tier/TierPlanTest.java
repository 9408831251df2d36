package io.twinhub.domain.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.domain.access.Principal;
import io.twinhub.domain.access.Transport;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.operation.Operation;
import io.twinhub.domain.operation.OperationKind;
import io.twinhub.domain.tier.TierPlan.Mode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a tier has, and how much of it. */
class TierPlanTest {
  private static final TwinAddress ADDRESS = TwinAddress.device("d");

  private static Operation operation(OperationKind kind, Transport transport) {
    return Operation.of(new Principal.Device(ADDRESS).over(transport), kind, ADDRESS);
  }

  private static String rate(String tier, int units, Throttle row) {
    return new TierPlan(Tier.find(tier).orElseThrow(), units, Mode.ENFORCE)
        .rate(row)
        .toString();
  }

  /** The columns: F1, S1 with 20 units, B2 with 1, S2 with 20, S3 with 2. */
  @ParameterizedTest
  @CsvSource({
    "IDENTITIES, 100/min 2000/min 100/min 2000/min 10000/min",
    "CONNECTIONS, 100/s 240/s 120/s 2400/s 12000/s",
    "TELEMETRY, 100/s 240/s 120/s 2400/s 12000/s",
    "QUERIES, 20/min 400/min 20/min 400/min 2000/min",
    "TWIN_READS, 100/s 100/s 100/s 200/s 1000/s",
    "TWIN_UPDATES, 50/s 50/s 50/s 100/s 500/s",
    "METHODS, 160/s 3200/s 480/s 9600/s 49152/s",
    "MESSAGES, 100/min 2000/min 100/min 2000/min 10000/min",
    "FETCHES, 1000/min 20000/min 1000/min 20000/min 100000/min",
  })
  void each_row_of_the_table(Throttle row, String rates) {
    assertThat(String.join(
            " ",
            rate("f1", 1, row),
            rate("S1", 20, row),
            rate("B2", 1, row),
            rate("S2", 20, row),
            rate("S3", 2, row)))
        .isEqualTo(rates);
    assertThat(row.text()).isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource(OperationKind.class)
  void each_operation_has_at_most_one_row(OperationKind kind) {
    boolean metered = Throttle.of(operation(kind, Transport.MQTT)).isPresent();
    assertThat(metered)
        .isEqualTo(
            switch (kind) {
              case DISCONNECT,
                  WATCH_DESIRED,
                  OFFER,
                  NOTIFY,
                  ACKNOWLEDGE,
                  DELIVER_CALL,
                  ANSWER_CALL,
                  DELIVER_MESSAGE,
                  SETTLE_MESSAGE,
                  PURGE,
                  FEEDBACK,
                  START_TRANSFER,
                  READ_TRANSFER,
                  CANCEL_TRANSFER,
                  READ_EVENTS -> false;
              default -> true;
            });
  }

  @Test
  void only_messages_that_are_fetched_are_metered_on_their_way_to_a_device() {
    assertThat(Throttle.of(operation(OperationKind.DELIVER_MESSAGE, Transport.HTTPS)))
        .contains(Throttle.FETCHES);
  }

  @ParameterizedTest
  @CsvSource({"0, 4", "1, 4", "4096, 4", "4097, 8", "131072, 128"})
  void a_method_costs_four_kilobytes_for_each_that_it_begins(long bytes, long kilobytes) {
    Operation invoke = operation(OperationKind.INVOKE, Transport.HTTPS).sized(bytes);
    assertThat(Throttle.METHODS.cost(invoke)).isEqualTo(kilobytes);
    assertThat(Throttle.QUERIES.cost(invoke)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"F1, 0, 1", "F1, 512, 1", "F1, 513, 2", "S1, 4096, 1", "S1, 4097, 2"})
  void a_message_counts_by_the_chunks_that_it_begins(Tier tier, long bytes, long messages) {
    assertThat(tier.chunks(bytes)).isEqualTo(messages);
  }

  @Test
  void basic_tiers_have_no_twins() {
    assertThat(Tier.B1.has(OperationKind.READ_TWIN)).isFalse();
    assertThat(Tier.B2.has(OperationKind.REPORT)).isFalse();
    assertThat(Tier.B3.has(OperationKind.SEND_EVENT)).isTrue();
    assertThat(Tier.S1.has(OperationKind.READ_TWIN)).isTrue();
    assertThat(Tier.find("S9")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"F1, 0, 1", "F1, 2, 1", "S1, 201, 200", "S3, 11, 10"})
  void a_number_of_units_that_a_tier_cannot_have_is_refused(Tier tier, int units, int most) {
    assertThatThrownBy(() -> new TierPlan(tier, units, Mode.COUNT))
        .isInstanceOf(HubException.class)
        .hasMessage("a hub of tier %s cannot have %d units: it has 1 to %d", tier, units, most);
  }

  @Test
  void refusals_name_the_limit() {
    TierPlan one = new TierPlan(Tier.S1, 1, Mode.ENFORCE);
    TierPlan two = new TierPlan(Tier.S1, 2, Mode.ENFORCE);
    assertThat(one.throttled(Throttle.QUERIES).message())
        .isEqualTo("too many queries: a hub of tier S1 with 1 unit allows 20/min; try again later");
    assertThat(two.throttled(Throttle.QUERIES).message())
        .isEqualTo(
            "too many queries: a hub of tier S1 with 2 units allows 40/min; try again later");
    assertThat(one.quotaExceeded(Duration.ofHours(2)).message())
        .isEqualTo("the hub has taken the 400000 messages that tier S1 with 1 unit allows in a day;"
            + " the next day begins in 120 min");
    assertThat(two.quotaExceeded(Duration.ofHours(2)).message())
        .contains("the 800000 messages that tier S1 with 2 units");
    assertThat(one.unavailable(OperationKind.REPORT).message())
        .isEqualTo("a hub of tier S1 does not have the operation 'report'");
    assertThat(one.tooManyDevices().message())
        .isEqualTo("a hub of tier S1 has at most 500 devices and modules");
  }

  @Test
  void what_was_used_is_shown_to_people_and_programs() {
    ThrottleUse use = new ThrottleUse("queries", "20/min", "31/min", 4, 7);
    assertThat(use)
        .hasToString("queries: 7 refused, 4 slowed down; at most 31/min came, 20/min is allowed");
    assertThat(use.json())
        .hasToString("{\"what\":\"queries\",\"limit\":\"20/min\",\"most\":\"31/min\","
            + "\"slowed\":4,\"refused\":7}");
  }
}
