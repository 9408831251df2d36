package io.twinhub.local.frontend.mqtt;

import static io.twinhub.local.frontend.mqtt.ClientPackets.publish;
import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.domain.fault.FaultInForce;
import io.twinhub.domain.fault.InBandFault;
import io.twinhub.local.engine.alarm.ClockAlarms;
import io.twinhub.local.engine.alarm.HubClock;
import io.twinhub.local.engine.fault.LocalFaults;
import io.twinhub.local.engine.fault.LocalInBandFaults;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Devices that ask for faults over MQTT, in the topic's property bag. */
class InBandFaultsOverMqttTest {
  private final HubClock clock = HubClock.standingAt(TestHub.NOW);
  private final ClockAlarms alarms = new ClockAlarms(clock);
  private final LocalFaults faults = new LocalFaults(clock, address -> true);
  private final TestHub hub = new TestHub();
  private final TestDevice device = hub.device("dev1");

  InBandFaultsOverMqttTest() {
    hub.judgeFaults(new LocalInBandFaults(true, faults, alarms));
  }

  @AfterEach
  void close() {
    alarms.close();
  }

  private void ask(String kind) {
    String bag =
        "AzIoTHub_FaultOperationType=%s&AzIoTHub_FaultOperationCloseReason=byebye".formatted(kind)
            + "&AzIoTHub_FaultOperationDelayInSecs=5&AzIoTHub_FaultOperationDurationInSecs=10";
    assertThat(device
            .send(publish("devices/dev1/messages/events/" + bag, "x", 1, 8))
            .received())
        .containsExactly("PUBACK #8");
  }

  private void pass(int seconds) {
    clock.advance(Duration.ofSeconds(seconds));
    device.settle();
  }

  @ParameterizedTest
  @ValueSource(strings = {"KillTcp", "ShutDownMqtt", "killtcp"})
  void the_connection_ends_after_the_delay(String kind) {
    ask(kind);
    pass(4);
    assertThat(device.isOpen()).isTrue();
    pass(1);
    assertThat(device.isOpen()).isFalse();
    assertThat(device.received()).isEmpty();
    assertThat(hub.log())
        .singleElement()
        .asString()
        .startsWith("dev1 (embedded): the device asked for '")
        .endsWith(": byebye");
    assertThat(hub.twins().connected()).isEmpty();
  }

  @Test
  void operations_are_refused_for_the_duration() {
    ask("InvokeThrottling");
    pass(5);
    assertThat(faults.list()).extracting(FaultInForce::id).containsExactly("throttled-1");
    pass(10);
    assertThat(faults.list()).isEmpty();
    assertThat(device.isOpen()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(
      value = InBandFault.Kind.class,
      names = {"KILL_AMQP.*", "KILL_CBS.*", "KILL_T[EW].*", "KILL_M.*", "SHUT_DOWN_AMQP"},
      mode = EnumSource.Mode.MATCH_ANY)
  void what_only_amqp_has_does_nothing(InBandFault.Kind kind) {
    ask(kind.text());
    pass(5);
    assertThat(device.isOpen()).isTrue();
    assertThat(hub.mistakes()).isEmpty();
  }
}
