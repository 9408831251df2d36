package io.twinhub.application.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.application.port.CloseReason;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.twin.ReportedPatch;
import io.twinhub.domain.twin.property.Version;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The reconnection flow, step by step. Source: Azure's page on device twins. */
class DesiredFollowerTest {
  private final ScriptedHub hub = new ScriptedHub();
  private final StepwiseExecutor executor = new StepwiseExecutor();
  private final List<CloseReason> ended = new ArrayList<>();
  private final List<JsonObject> heard = new ArrayList<>();
  private final DesiredFollower follower =
      new DesiredFollower(hub, TwinAddress.device("alpha"), executor, ended::add);

  @BeforeEach
  void listen() {
    follower.listeners().onChange(heard::add);
  }

  @AfterEach
  void stopThreads() {
    executor.shutdownNow();
  }

  private static JsonObject number(String name, long value) {
    return JsonObject.builder().put(name, value).build();
  }

  private void connectedWith(JsonObject values, long version) {
    hub.twinHas(values, version);
    follower.start();
    executor.run();
    heard.clear();
  }

  @Test
  void the_first_read_is_told_as_one_change() {
    hub.twinHas(number("a", 1), 4);
    follower.start();
    executor.run();
    assertThat(heard).containsExactly(number("a", 1));
  }

  @Test
  void the_next_notification_is_told_without_another_read() {
    connectedWith(number("a", 1), 4);
    hub.tells(number("a", 2), 5);
    hub.tells(JsonObject.of("a", JsonNull.NULL), 6);
    executor.run();
    assertThat(heard).containsExactly(number("a", 2), JsonObject.of("a", JsonNull.NULL));
    assertThat(hub.reads).isEqualTo(1);
  }

  @Test
  void a_notification_that_the_read_brought_already_is_ignored() {
    connectedWith(number("a", 1), 4);
    hub.tells(number("a", 0), 3);
    hub.tells(number("a", 1), 4);
    executor.run();
    assertThat(heard).isEmpty();
  }

  @Test
  void a_gap_is_filled_by_a_read_and_told_as_the_difference() {
    connectedWith(number("a", 1), 4);
    hub.twinHas(number("b", 2), 6);
    hub.tells(JsonObject.of("a", JsonNull.NULL), 6);
    executor.run();
    assertThat(heard).containsExactly(JsonObject.of("a", JsonNull.NULL).with("b", number2()));
    assertThat(hub.reads).isEqualTo(2);
  }

  private static JsonNumber number2() {
    return JsonNumber.of(2);
  }

  @Test
  void after_a_gap_was_filled_the_flow_goes_on_from_there() {
    connectedWith(number("a", 1), 4);
    hub.twinHas(number("a", 3), 6);
    hub.tells(number("a", 3), 6);
    hub.tells(number("a", 4), 7);
    executor.run();
    assertThat(heard).containsExactly(number("a", 3), number("a", 4));
    assertThat(hub.reads).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(
      value = CloseReason.class,
      names = {"LOST", "HUB_STOPPING"})
  void a_lost_connection_is_renewed_and_only_the_difference_told(CloseReason reason) {
    connectedWith(number("a", 1), 4);
    hub.twinHas(number("a", 1).with("b", number2()), 5);
    hub.ends(reason);
    executor.run();
    assertThat(hub.opened).isEqualTo(2);
    assertThat(heard).containsExactly(number("b", 2));
    assertThat(ended).isEmpty();
  }

  @Test
  void a_lost_connection_that_missed_nothing_tells_nothing() {
    connectedWith(number("a", 1), 4);
    hub.ends(CloseReason.LOST);
    executor.run();
    assertThat(hub.reads).isEqualTo(2);
    assertThat(heard).isEmpty();
  }

  @Test
  void a_hub_that_is_not_reached_is_tried_again_with_longer_waits() {
    hub.unreachable = true;
    follower.start();
    executor.run();
    for (int attempt = 0; attempt < 12; attempt++) {
      executor.delaysPass();
    }
    assertThat(hub.opened).isEqualTo(13);
    for (int attempt = 1; attempt <= 13; attempt++) {
      long longest = Math.min(100L << attempt, 30_000);
      assertThat(executor.delaysMillis.get(attempt - 1)).isBetween(longest / 2, longest - 1);
    }
    hub.unreachable = false;
    hub.twinHas(number("a", 1), 4);
    executor.delaysPass();
    assertThat(heard).containsExactly(number("a", 1));
  }

  @ParameterizedTest
  @EnumSource(
      value = CloseReason.class,
      names = {"TAKEN_OVER", "DISABLED", "DELETED"})
  void a_connection_that_ended_for_good_is_not_renewed(CloseReason reason) {
    connectedWith(number("a", 1), 4);
    hub.ends(reason);
    executor.run();
    assertThat(ended).containsExactly(reason);
    assertThat(hub.opened).isEqualTo(1);
    assertThat(executor.delaysMillis).isEmpty();
  }

  @Test
  void a_report_goes_by_the_present_connection() {
    assertThatThrownBy(() -> follower.report(ReportedPatch.of(number("r", 1))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("not connected");
    connectedWith(JsonObject.EMPTY, 1);
    assertThat(follower.report(ReportedPatch.of(number("r", 1)))).isEqualTo(new Version(4));
    assertThat(hub.reports).containsExactly(number("r", 1));
  }

  @Test
  void a_connection_whose_first_read_fails_is_given_up_before_the_next() {
    hub.unreadable = true;
    follower.start();
    executor.run();
    assertThat(hub.closed).isEqualTo(1);
    hub.unreadable = false;
    hub.twinHas(number("a", 1), 4);
    executor.delaysPass();
    assertThat(heard).containsExactly(number("a", 1));
    assertThat(ended).isEmpty();
  }

  @Test
  void a_gap_that_cannot_be_read_is_filled_over_a_new_connection() {
    connectedWith(number("a", 1), 4);
    hub.unreadable = true;
    hub.tells(number("a", 9), 6);
    executor.run();
    hub.unreadable = false;
    hub.twinHas(number("a", 9), 6);
    executor.delaysPass();
    assertThat(heard).containsExactly(number("a", 9));
    assertThat(hub.closed).isEqualTo(1);
  }

  @Test
  void what_becomes_of_a_connection_that_was_given_up_does_not_count() {
    hub.unreadable = true;
    follower.start();
    executor.run();
    hub.unreadable = false;
    hub.ends(CloseReason.TAKEN_OVER);
    executor.run();
    executor.delaysPass();
    assertThat(ended).isEmpty();
    assertThat(hub.opened).isEqualTo(2);
  }

  @Test
  void closing_while_the_hub_is_being_reached_leaves_no_connection_behind() {
    hub.whileOpening = follower::close;
    follower.start();
    executor.run();
    assertThat(hub.closed).isEqualTo(1);
    assertThat(hub.reads).isZero();
  }

  @Test
  void closing_ends_the_connection_and_the_attempts() {
    connectedWith(number("a", 1), 4);
    follower.close();
    hub.ends(CloseReason.LOST);
    executor.run();
    assertThat(hub.closed).isEqualTo(1);
    assertThat(hub.opened).isEqualTo(1);
    assertThat(ended).isEmpty();
  }

  @Test
  void closing_before_the_next_attempt_gives_it_up() {
    hub.unreachable = true;
    follower.start();
    executor.run();
    follower.close();
    executor.delaysPass();
    assertThat(hub.opened).isEqualTo(1);
  }

  @Test
  void news_after_the_executor_stopped_is_dropped() {
    connectedWith(number("a", 1), 4);
    executor.stop();
    hub.tells(number("a", 2), 5);
    executor.run();
    assertThat(heard).isEmpty();
    assertThatThrownBy(() -> follower.report(ReportedPatch.of(number("r", 1))))
        .hasMessage("not connected");
  }
}
