package io.twinhub.local.frontend.amqp.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.message.event.EventPosition;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a reader begins, in every spelling of the clients. Source: events.md 6. */
class StartFilterTest {
  static Stream<Arguments> positions() {
    EventPosition first = new EventPosition.Earliest();
    EventPosition latest = new EventPosition.Latest();
    Instant time = Instant.ofEpochMilli(1_700_000_000_000L);
    return Stream.of(
        Arguments.of("amqp.annotation.x-opt-offset > '-1'", first),
        Arguments.of("amqp.annotation.x-opt-offset > -1", first),
        Arguments.of("amqp.annotation.x-opt-offset >= '-1'", first),
        Arguments.of("amqp.annotation.x-opt-offset > '-7'", first),
        Arguments.of("amqp.annotation.x-opt-offset > '@latest'", latest),
        Arguments.of("amqp.annotation.x-opt-offset > @latest", latest),
        Arguments.of(
            "amqp.annotation.x-opt-offset > '12345'", new EventPosition.AtOffset(12345, false)),
        Arguments.of("amqp.annotation.x-opt-offset >= 200", new EventPosition.AtOffset(200, true)),
        Arguments.of(
            "amqp.annotation.x-opt-sequence-number > '17'",
            new EventPosition.AtSequence(17, false)),
        Arguments.of(
            "amqp.annotation.x-opt-sequence-number >= 2", new EventPosition.AtSequence(2, true)),
        Arguments.of("amqp.annotation.x-opt-sequence-number > '-1'", first),
        Arguments.of(
            "amqp.annotation.x-opt-sequence-number > '9223372036854775807'",
            new EventPosition.AtSequence(Long.MAX_VALUE - 1, false)),
        Arguments.of(
            "amqp.annotation.x-opt-enqueued-time > '1700000000000'",
            new EventPosition.AtTime(time, false)),
        Arguments.of(
            "amqp.annotation.x-opt-enqueued-time >= '1700000000000'",
            new EventPosition.AtTime(time, true)),
        Arguments.of(
            "amqp.annotation.x-opt-enqueuedtimeutc > 1700000000000",
            new EventPosition.AtTime(time, false)),
        Arguments.of(
            "  AMQP.annotation.X-Opt-Sequence-Number>'17' ",
            new EventPosition.AtSequence(17, false)));
  }

  @ParameterizedTest
  @MethodSource("positions")
  void a_filter_names_a_position(String filter, EventPosition position) {
    assertThat(StartFilter.position(filter)).isEqualTo(position);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "amqp.annotation.x-opt-offset",
        "amqp.annotation.x-opt-offset >",
        "amqp.annotation.x-opt-offset < '1'",
        "amqp.annotation.x-opt-offset = '1'",
        "amqp.annotation.x-opt-offset > ''",
        "amqp.annotation.x-opt-offset > 'a'",
        "amqp.annotation.x-opt-offset > '1",
        "amqp.annotation.x-opt-offset > '1' OR 1 = 1",
        "amqp.annotation.x-opt-offset > '1.5'",
        "amqp.annotation.x-opt-offset > '99999999999999999999'",
        "amqp.annotation.x-opt-sequence-number > '@latest'",
        "amqp.annotation.x-opt-partition-key > '1'",
        "amqp.annotation.x-opt-enqueued-time > '2020-01-01'"
      })
  void any_other_is_refused(String filter) {
    assertThatThrownBy(() -> StartFilter.position(filter))
        .isInstanceOf(HubException.class)
        .hasMessageContaining(
            "is not understood; it has the form amqp.annotation.{name} > '{value}'");
  }

  @ParameterizedTest
  @ValueSource(ints = {257, 100_000})
  void a_long_one_is_refused_before_it_is_looked_at(int length) {
    String filter = "amqp.annotation.x-opt-offset > " + " ".repeat(length) + "1";
    assertThatThrownBy(() -> StartFilter.position(filter)).isInstanceOf(HubException.class);
  }
}
