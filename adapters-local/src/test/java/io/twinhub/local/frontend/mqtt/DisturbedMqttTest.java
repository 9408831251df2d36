package io.twinhub.local.frontend.mqtt;

import static io.twinhub.local.frontend.mqtt.ClientPackets.publish;
import static io.twinhub.local.frontend.mqtt.ClientPackets.subscribe;
import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.application.port.ConnectionDropped;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.HubException;
import io.twinhub.local.frontend.mqtt.ClientPackets.Connect;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client over MQTT sees if the hub is disturbed on purpose. */
class DisturbedMqttTest {
  private static final String EVENTS = "devices/dev1/messages/events/";
  private static final String GET = "$iothub/twin/GET/?$rid=9";
  private static final String DROPPED = "the fault 'drop-1' dropped the connection";
  private static final HubError THROTTLED = HubError.of(ErrorCode.THROTTLING, "too many");

  private final TestHub hub = new TestHub();

  private TestDevice listening() {
    TestDevice device = hub.device("dev1");
    device.send(subscribe(1, 0, "$iothub/twin/res/#")).received();
    return device;
  }

  private void assertEnded(TestDevice device, String reason) {
    assertThat(device.received()).isEmpty();
    assertThat(device.isOpen()).isFalse();
    assertThat(hub.log()).containsExactly("dev1 (embedded): " + reason);
    assertThat(hub.mistakes()).isEmpty();
    assertThat(hub.twins().connected()).isEmpty();
    assertThat(hub.frontEnd().connected()).isZero();
    assertThat(device.leakedBytes()).isZero();
  }

  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void each_refusal_of_a_twin_request_is_answered_with_its_status(ErrorCode code) {
    TestDevice device = listening();
    hub.twins().refuse(HubError.of(code, "on purpose"));
    assertThat(device.send(publish(GET, "", 0, 0)).received())
        .singleElement()
        .asString()
        .startsWith("PUBLISH q0 $iothub/twin/res/%d/?$rid=9 {\"errorCode\":%d,"
            .formatted(code.httpStatus(), code.number()));
    assertThat(device.isOpen()).isTrue();
    assertThat(hub.mistakes()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = ErrorCode.class,
      names = {"THROTTLING", "SERVER_ERROR", "SERVICE_UNAVAILABLE", "IOT_HUB_QUOTA_EXCEEDED"})
  void a_connection_that_is_refused_for_the_hubs_reasons_may_try_again(ErrorCode code) {
    hub.twins().refuse(HubError.of(code, "on purpose"));
    TestDevice client = new TestDevice(hub);
    client.send(Connect.of("dev1").bytes());
    assertThat(client.received()).containsExactly("CONNACK 3");
    assertThat(hub.mistakes()).isEmpty();
  }

  @Test
  void a_throttled_subscription_ends_the_connection() {
    TestDevice device = hub.device("dev1");
    hub.twins().refuse(THROTTLED);
    device.send(subscribe(1, 0, "$iothub/twin/PATCH/properties/desired/#"));
    assertEnded(device, "too many");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_throttled_message_ends_the_connection_without_a_receipt(boolean later) {
    TestDevice device = hub.device("dev1");
    if (later) {
      hub.twins().holdMessages();
      device.send(publish(EVENTS, "x", 1, 8));
      failed(new CompletionException(new HubException(THROTTLED)));
    } else {
      hub.twins().refuse(THROTTLED);
      device.send(publish(EVENTS, "x", 1, 8));
    }
    assertEnded(device, "telemetry refused: too many");
  }

  private void failed(Exception failure) {
    CompletableFuture<Void> first = hub.twins().underWay().get(0);
    first.completeExceptionally(failure);
  }

  private void drop() {
    hub.twins().fail(new ConnectionDropped(DROPPED));
  }

  @Test
  void a_connection_is_dropped_before_its_connack() {
    drop();
    TestDevice client = new TestDevice(hub);
    client.send(Connect.of("dev1").bytes());
    assertEnded(client, DROPPED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$iothub/twin/GET/?$rid=9",
        "$iothub/twin/PATCH/properties/reported/?$rid=9",
        EVENTS
      })
  void a_connection_is_dropped_without_an_answer_and_without_a_receipt(String topic) {
    TestDevice device = listening();
    drop();
    device.send(publish(topic, "{}", 1, 8));
    assertEnded(device, DROPPED);
  }

  @Test
  void a_connection_is_dropped_at_a_subscription() {
    TestDevice device = hub.device("dev1");
    drop();
    device.send(subscribe(1, 0, "$iothub/twin/PATCH/properties/desired/#"));
    assertEnded(device, DROPPED);
  }

  @Test
  void a_connection_is_dropped_after_a_message_was_written() {
    TestDevice device = hub.device("dev1");
    hub.twins().holdMessages();
    device.send(publish(EVENTS, "x", 1, 8));
    failed(new CompletionException(new ConnectionDropped(DROPPED)));
    assertEnded(device, DROPPED);
  }
}
