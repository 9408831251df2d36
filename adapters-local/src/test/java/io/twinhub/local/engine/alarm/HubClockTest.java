package io.twinhub.local.engine.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.domain.error.HubException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A clock that is advanced, and the alarms that follow it. */
@Timeout(30)
class HubClockTest {
  private static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);

  private final HubClock clock = HubClock.standingAt(NOON);
  private final List<String> done = new CopyOnWriteArrayList<>();

  @Test
  void a_standing_clock_shows_its_time_until_it_is_advanced() {
    assertThat(clock.instant()).isEqualTo(NOON);
    clock.advance(HOUR);
    assertThat(clock.instant()).isEqualTo(NOON.plus(HOUR));
    assertThat(clock.advanced()).isEqualTo(HOUR);
  }

  @Test
  void a_copy_goes_on_by_itself() {
    clock.advance(HOUR);
    HubClock copy = clock.copy();
    copy.advance(HOUR);
    assertThat(copy.instant()).isEqualTo(NOON.plus(HOUR).plus(HOUR));
    assertThat(clock.instant()).isEqualTo(NOON.plus(HOUR));
  }

  @Test
  void a_clock_never_goes_back_nor_too_far() {
    for (Duration step : List.of(Duration.ZERO, HOUR.negated())) {
      assertThatThrownBy(() -> clock.advance(step))
          .isInstanceOf(HubException.class)
          .hasMessage(
              "the clock cannot be advanced by %s: the step must be positive, since a hub's clock"
                  + " never goes back",
              step);
    }
    clock.advance(HOUR);
    assertThatThrownBy(() -> clock.advance(HubClock.ADVANCE_MAX))
        .isInstanceOf(HubException.class)
        .hasMessage(
            "the clock cannot be advanced by PT87600H: all steps together may be at most 3650"
                + " days");
    assertThat(clock.instant()).isEqualTo(NOON.plus(HOUR));
  }

  @Test
  void what_is_due_is_done_in_order_before_advance_returns() {
    try (ClockAlarms alarms = new ClockAlarms(clock)) {
      alarms.after(HOUR.multipliedBy(2), () -> done.add("in two hours"));
      alarms.after(HOUR, () -> done.add("in an hour"));
      alarms.after(HOUR, () -> done.add("in an hour, second"));
      alarms.after(HOUR.multipliedBy(3), () -> done.add("in three hours"));
      alarms.after(HOUR, () -> done.add("cancelled")).cancel();
      clock.advance(HOUR.minusNanos(1));
      assertThat(done).isEmpty();
      clock.advance(HOUR.plusNanos(1));
      assertThat(done).containsExactly("in an hour", "in an hour, second", "in two hours");
    }
  }

  @Test
  void work_that_fails_does_not_stop_later_work() {
    try (ClockAlarms alarms = new ClockAlarms(clock)) {
      alarms.after(HOUR, () -> {
        throw new IllegalStateException("a mistake");
      });
      alarms.after(HOUR, () -> done.add("later"));
      clock.advance(HOUR);
      assertThat(done).containsExactly("later");
    }
  }

  @Test
  void work_may_advance_the_clock_and_add_work() {
    try (ClockAlarms alarms = new ClockAlarms(clock)) {
      alarms.after(HOUR, () -> {
        clock.advance(HOUR);
        alarms.after(Duration.ZERO, () -> done.add("at once"));
      });
      clock.advance(HOUR);
      assertThat(done).containsExactly("at once");
      assertThat(clock.instant()).isEqualTo(NOON.plus(HOUR).plus(HOUR));
    }
  }

  @Test
  void alarms_of_a_running_clock_follow_the_machine() throws InterruptedException {
    HubClock running = HubClock.over(() -> NOON);
    CountDownLatch rung = new CountDownLatch(1);
    try (ClockAlarms alarms = new ClockAlarms(running)) {
      alarms.after(Duration.ofMillis(1), rung::countDown);
      rung.await();
    }
    assertThat(running.instant()).isEqualTo(NOON);
  }

  @Test
  void closed_alarms_do_nothing_more() {
    ClockAlarms alarms = new ClockAlarms(clock);
    alarms.after(HOUR, () -> done.add("before"));
    alarms.close();
    alarms.after(HOUR, () -> done.add("after"));
    clock.advance(HOUR);
    assertThat(done).isEmpty();
  }
}
