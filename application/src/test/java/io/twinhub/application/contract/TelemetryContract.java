package io.twinhub.application.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.application.port.DeviceConnection;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.Bytes;
import io.twinhub.domain.message.event.DeviceMessage;
import io.twinhub.domain.message.event.EventLimits;
import io.twinhub.domain.message.event.EventSource;
import io.twinhub.domain.message.event.HubEvent;
import io.twinhub.domain.message.event.SystemProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Messages of connected devices: kept when they are acknowledged, in their order, with all that they say. */
public abstract class TelemetryContract extends PortContract {
  private static final long WAIT_SECONDS_MAX = 30;

  private DeviceConnection open(TwinAddress address) {
    return hub().connections().open(address, "", reason -> {});
  }

  private static void done(CompletableFuture<Void> sent) {
    try {
      var unusedNothing = sent.get(WAIT_SECONDS_MAX, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("not acknowledged", e);
    }
  }

  private List<HubEvent> eventsOf(TwinAddress address) {
    return AllEvents.of(hub().events()).stream()
        .filter(event -> event.origin().address().equals(address))
        .toList();
  }

  @Test
  void a_message_is_kept_with_all_that_it_says() {
    TwinAddress device = device();
    DeviceMessage message = DeviceMessage.ofJson("{\"t\":\"grün\"}")
        .with(SystemProperty.MESSAGE_ID, "m-1")
        .with(SystemProperty.CORRELATION_ID, "c/1")
        .with(SystemProperty.USER_ID, "u")
        .with("level", "3")
        .with("a+b", "x=1&2 %25");
    try (DeviceConnection connection = open(device)) {
      done(connection.send(message));
    }
    List<HubEvent> events = eventsOf(device);
    assertThat(events).hasSize(1);
    DeviceMessage kept = events.get(0).message();
    assertThat(kept.body()).isEqualTo(message.body());
    assertThat(kept.system()).containsAllEntriesOf(message.system());
    assertThat(kept.properties()).containsAllEntriesOf(message.properties());
    assertThat(events.get(0).origin().source()).isEqualTo(EventSource.TELEMETRY);
    assertThat(events.get(0).origin().authMethod().orElse(""))
        .contains("\"scope\":\"device\",\"type\":\"sas\"");
  }

  @Test
  void a_message_may_be_empty_or_of_any_bytes() {
    TwinAddress device = device();
    Bytes any = Bytes.of(new byte[] {0, (byte) 0xff, 10});
    try (DeviceConnection connection = open(device)) {
      done(connection.send(DeviceMessage.of(Bytes.EMPTY)));
      done(connection.send(DeviceMessage.of(any)));
    }
    assertThat(eventsOf(device))
        .extracting(event -> event.message().body())
        .containsExactly(Bytes.EMPTY, any);
  }

  @Test
  void a_module_sends_as_itself() {
    TwinAddress module = module(device(), "camera");
    try (DeviceConnection connection = open(module)) {
      done(connection.send(DeviceMessage.ofJson("1")));
    }
    assertThat(eventsOf(module)).hasSize(1);
    assertThat(eventsOf(TwinAddress.of(module.deviceId()))).isEmpty();
  }

  @Test
  void many_messages_are_kept_in_their_order_once_each() {
    TwinAddress device = device();
    List<CompletableFuture<Void>> sent = new ArrayList<>();
    List<String> bodies = new ArrayList<>();
    try (DeviceConnection connection = open(device)) {
      for (int i = 0; i < 100; i++) {
        bodies.add(Integer.toString(i));
        sent.add(connection.send(DeviceMessage.ofJson(bodies.get(i))));
      }
      sent.forEach(TelemetryContract::done);
    }
    assertThat(eventsOf(device))
        .extracting(event -> event.message().body().text())
        .containsExactlyElementsOf(bodies);
  }

  @Test
  void a_message_that_is_too_large_is_refused_and_the_next_one_is_taken() {
    TwinAddress device = device();
    DeviceMessage large = DeviceMessage.of(Bytes.of(new byte[EventLimits.MESSAGE_BYTES_MAX + 1]));
    try (DeviceConnection connection = open(device)) {
      assertRefused(ErrorCode.MESSAGE_TOO_LARGE, () -> connection.send(large));
      done(connection.send(DeviceMessage.ofJson("2")));
    }
    assertThat(eventsOf(device)).hasSize(1);
  }

  @Test
  void a_connection_that_has_ended_sends_nothing() {
    TwinAddress device = device();
    DeviceConnection connection = open(device);
    connection.close();
    assertRefused(ErrorCode.SERVICE_UNAVAILABLE, () -> connection.send(DeviceMessage.ofJson("1")));
    assertThat(eventsOf(device)).isEmpty();
  }
}
