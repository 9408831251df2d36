package io.twinhub.local.frontend.mqtt;

import static io.twinhub.local.frontend.mqtt.ClientPackets.publish;
import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.message.event.DeviceMessage;
import io.twinhub.domain.message.event.EventError;
import io.twinhub.local.frontend.net.ReadGate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When messages to the cloud are acknowledged. Source: messages.md 7, ".NET needs its PUBACKs in the order of its publishes". */
class TelemetryReceiptsTest {
  private static final String EVENTS = "devices/dev1/messages/events/";
  private static final String REPORT = "$iothub/twin/PATCH/properties/reported/?$rid=1";

  private final TestHub hub = new TestHub();
  private final TestDevice device = hub.device("dev1");

  TelemetryReceiptsTest() {
    hub.twins().holdMessages();
  }

  private void complete(int message) {
    hub.twins().underWay().get(message).complete(null);
  }

  @Test
  void a_message_is_acknowledged_when_it_is_on_disk() {
    assertThat(device.send(publish(EVENTS, "x", 1, 8)).received()).isEmpty();
    complete(0);
    assertThat(device.received()).containsExactly("PUBACK #8");
  }

  @Test
  void what_is_on_disk_early_waits_for_what_came_before() {
    device.send(publish(EVENTS, "a", 1, 1), publish(EVENTS, "b", 1, 2), publish(EVENTS, "c", 1, 3));
    complete(2);
    complete(1);
    assertThat(device.received()).isEmpty();
    complete(0);
    assertThat(device.received()).containsExactly("PUBACK #1", "PUBACK #2", "PUBACK #3");
  }

  @Test
  void so_does_the_receipt_of_a_report() {
    device.send(publish(EVENTS, "a", 1, 1), publish(REPORT, "{}", 1, 2));
    assertThat(device.received()).isEmpty();
    complete(0);
    assertThat(device.received()).containsExactly("PUBACK #1", "PUBACK #2");
  }

  @Test
  void qos_0_keeps_nobody_waiting() {
    device.send(publish(EVENTS, "a", 0, 0), publish(REPORT, "{}", 1, 2));
    assertThat(device.received()).containsExactly("PUBACK #2");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void no_more_is_read_while_as_many_as_may_be_are_under_way(int qos) {
    for (int i = 1; i < ReadGate.UNDER_WAY_MAX; i++) {
      device.send(publish(EVENTS, "x", qos, i));
      assertThat(device.channel().config().isAutoRead()).isTrue();
    }
    device.send(publish(EVENTS, "x", qos, ReadGate.UNDER_WAY_MAX));
    assertThat(device.channel().config().isAutoRead()).isFalse();
    complete(0);
    device.settle();
    assertThat(device.channel().config().isAutoRead()).isTrue();
  }

  @Test
  void nor_while_they_are_as_large_as_they_may_be() {
    String half = "x".repeat(ReadGate.UNDER_WAY_BYTES_MAX / 4);
    for (int i = 1; i < 4; i++) {
      device.send(publish(EVENTS, half, 1, i));
      assertThat(device.channel().config().isAutoRead()).isTrue();
    }
    device.send(publish(EVENTS, half, 1, 4));
    assertThat(device.channel().config().isAutoRead()).isFalse();
    complete(0);
    device.settle();
    assertThat(device.channel().config().isAutoRead()).isTrue();
  }

  static Stream<HubException> refusals() {
    return Stream.of(
            EventError.logBusy("20000 messages wait"),
            RequestError.unavailable("the hub cannot write (disk full); the message was not taken"))
        .map(HubException::new);
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void what_cannot_be_taken_is_not_acknowledged_and_ends_the_connection(HubException refusal) {
    device.send(publish(EVENTS, "a", 1, 1), publish(EVENTS, "b", 1, 2));
    complete(0);
    hub.twins().underWay().get(1).completeExceptionally(refusal);
    assertThat(device.received()).containsExactly("PUBACK #1");
    assertThat(device.isOpen()).isFalse();
    assertThat(hub.log())
        .containsExactly("dev1 (embedded): telemetry refused: " + refusal.getMessage());
    assertThat(hub.mistakes()).isEmpty();
    assertThat(device.leakedBytes()).isZero();
  }

  @Test
  void a_mistake_of_the_hub_ends_the_connection_as_one() {
    device.send(publish(EVENTS, "a", 1, 1));
    hub.twins().underWay().get(0).completeExceptionally(new IllegalStateException("oops"));
    assertThat(device.received()).isEmpty();
    assertThat(hub.mistakes()).hasSize(1);
  }

  @Test
  void a_client_that_is_gone_is_told_nothing_and_its_message_stays() {
    device.send(publish(EVENTS, "a", 1, 1));
    device.breakOff();
    complete(0);
    assertThat(device.received()).isEmpty();
    assertThat(hub.twins().sent()).extracting(DeviceMessage::size).containsExactly(1L);
    assertThat(hub.mistakes()).isEmpty();
  }
}
