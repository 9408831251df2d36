package io.twinhub.application.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.application.port.DeviceConnection;
import io.twinhub.application.port.MessageFlow;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.identity.DeviceStatus;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.CloudMessage;
import io.twinhub.domain.message.MessageAck;
import io.twinhub.domain.message.MessageLimits;
import io.twinhub.domain.message.queue.LockToken;
import io.twinhub.domain.message.queue.QueuedMessage;
import io.twinhub.domain.message.queue.Settlement;
import io.twinhub.domain.query.PageSize;
import io.twinhub.domain.query.QueryText;
import io.twinhub.domain.twin.IfMatch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages of back ends to devices, from the queue to the feedback. */
public abstract class CloudMessagesContract extends FeedbackContract {
  @Test
  void a_message_comes_as_it_was_sent() {
    TwinAddress device = device();
    CloudMessage message = CloudMessage.to(device)
        .messageId("m-1")
        .correlationId("c/1 größer")
        .userId(new byte[] {0, -1, 7})
        .contentType("application/json")
        .contentEncoding("utf-8")
        .expiry(Instant.parse("9999-12-31T23:59:59.9999999Z"))
        .ack(MessageAck.NONE)
        .property("b", "x=1&2")
        .property("a", "")
        .body(new byte[] {1, 0, -128})
        .build();
    hub().messages().send(message);
    QueuedMessage received = received(device);
    assertThat(received.message()).isEqualTo(message);
    assertThat(received.message().properties().keySet()).containsExactly("b", "a");
    assertThat(received.deliveryCount()).isZero();
    assertThat(received.expires()).isEqualTo(message.system().expiry().orElseThrow());
  }

  @Test
  void messages_come_in_their_order_and_each_to_its_own() {
    TwinAddress device = device();
    TwinAddress module = module(device, "m");
    for (int i = 0; i < 10; i++) {
      send(device, "d" + i);
      send(module, "m" + i);
    }
    for (int i = 0; i < 10; i++) {
      QueuedMessage ofDevice = received(device);
      QueuedMessage ofModule = received(module);
      assertThat(List.of(idOf(ofDevice), idOf(ofModule))).containsExactly("d" + i, "m" + i);
      settle(device, ofDevice, Settlement.COMPLETE);
      settle(module, ofModule, Settlement.COMPLETE);
    }
    assertThat(receive(device)).isEmpty();
    assertThat(receive(module)).isEmpty();
  }

  @Test
  void a_message_may_be_empty() {
    TwinAddress device = device();
    CloudMessage nothing = CloudMessage.to(device).build();
    hub().messages().send(nothing);
    assertThat(received(device).message()).isEqualTo(nothing);
  }

  @Test
  void what_is_held_does_not_come_again_and_what_is_abandoned_comes_first() {
    TwinAddress device = device();
    send(device, "first");
    send(device, "second");
    QueuedMessage first = received(device);
    QueuedMessage second = received(device);
    assertThat(receive(device)).isEmpty();
    settle(device, second, Settlement.ABANDON);
    settle(device, first, Settlement.ABANDON);
    QueuedMessage again = received(device);
    assertThat(idOf(again)).isEqualTo("first");
    assertThat(again.deliveryCount()).isOne();
    assertThat(again.token()).isNotEqualTo(first.token());
    assertThat(again.sequence()).isEqualTo(first.sequence());
  }

  @Test
  void a_message_that_is_abandoned_ten_times_is_gone() {
    TwinAddress device = device();
    send(device, "m");
    for (int i = 0; i < MessageLimits.DELIVERIES_MAX; i++) {
      QueuedMessage message = received(device);
      assertThat(message.deliveryCount()).isEqualTo(i);
      settle(device, message, Settlement.ABANDON);
    }
    assertThat(receive(device)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Settlement.class)
  void what_was_settled_is_not_settled_again(Settlement settlement) {
    TwinAddress device = device();
    send(device, "m");
    QueuedMessage message = received(device);
    settle(device, message, settlement);
    for (Settlement again : Settlement.values()) {
      assertRefused(ErrorCode.DEVICE_MESSAGE_LOCK_LOST, () -> settle(device, message, again));
    }
  }

  @Test
  void nobody_settles_what_another_holds() {
    TwinAddress device = device();
    TwinAddress other = device();
    TwinAddress module = module(device, "m");
    send(device, "m");
    send(other, "o");
    QueuedMessage message = received(device);
    for (TwinAddress stranger : List.of(other, module)) {
      assertRefused(
          ErrorCode.DEVICE_MESSAGE_LOCK_LOST, () -> settle(stranger, message, Settlement.COMPLETE));
    }
    LockToken invented = new LockToken(UUID.fromString("01234567-89ab-cdef-0123-456789abcdef"));
    assertRefused(
        ErrorCode.DEVICE_MESSAGE_LOCK_LOST,
        () -> hub().inbox().settle(device, invented, Settlement.COMPLETE));
    settle(device, message, Settlement.COMPLETE);
    assertThat(idOf(received(other))).isEqualTo("o");
  }

  @Test
  void a_queue_holds_fifty_messages_those_in_a_devices_hands_too() {
    TwinAddress device = device();
    TwinAddress other = device();
    IntStream.range(0, MessageLimits.QUEUE_DEPTH_MAX).forEach(i -> send(device, "m" + i));
    QueuedMessage held = received(device);
    assertThat(countOf(device)).isEqualTo(MessageLimits.QUEUE_DEPTH_MAX);
    assertRefused(ErrorCode.DEVICE_MAXIMUM_QUEUE_DEPTH_EXCEEDED, () -> send(device, "too-many"));
    send(other, "m");
    settle(device, held, Settlement.COMPLETE);
    send(device, "fits");
    assertThat(countOf(device)).isEqualTo(MessageLimits.QUEUE_DEPTH_MAX);
  }

  @Test
  void the_count_in_twin_and_identity_follows() {
    TwinAddress device = device();
    assertThat(countOf(device)).isZero();
    send(device, "a");
    send(device, "b");
    assertThat(countOf(device)).isEqualTo(2);
    assertThat(hub()
            .queries()
            .run(
                new QueryText(
                    "SELECT * FROM devices WHERE deviceId = '%s' AND cloudToDeviceMessageCount = 2"
                        .formatted(device)),
                PageSize.DEFAULT,
                Optional.empty())
            .rows())
        .hasSize(1);
    settle(device, received(device), Settlement.REJECT);
    assertThat(countOf(device)).isEqualTo(1);
    hub().messages().purge(device);
    assertThat(countOf(device)).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "DEVICE",
        "/devices/DEVICE",
        "/devices/DEVICE/messages/events",
        "/devices//messages/devicebound",
        "/devices/a b/messages/devicebound",
        "/devices/DEVICE/modules//messages/devicebound",
        "devices/DEVICE/messages/devicebound",
        "/devices/DEVICE/messages/devicebound/"
      })
  void a_message_to_nobody_makes_no_sense(String to) {
    TwinAddress device = device();
    CloudMessage message =
        CloudMessage.to(to.replace("DEVICE", device.toString())).build();
    assertRefused(ErrorCode.INVALID_OPERATION, () -> hub().messages().send(message));
    assertThat(countOf(device)).isZero();
  }

  @Test
  void the_target_is_found_however_its_client_writes_it() {
    TwinAddress device = create(IdentityRequest.withKeys(TwinAddress.device(fresh() + "#+%41")))
        .identity()
        .address();
    String raw = "/devices/" + device + "/messages/devicebound";
    String encoded = "/devices/"
        + device.toString().replace("%", "%25").replace("#", "%23").replace("+", "%2B")
        + "/messages/deviceBound";
    for (String to : List.of(raw, encoded)) {
      hub().messages().send(CloudMessage.to(to).build());
      QueuedMessage message = received(device);
      assertThat(message.message().to()).isEqualTo(to);
      settle(device, message, Settlement.COMPLETE);
    }
  }

  @Test
  void an_unknown_device_and_an_unknown_module_are_told_apart() {
    TwinAddress known = device();
    TwinAddress unknown = fresh();
    assertRefused(ErrorCode.DEVICE_NOT_FOUND, () -> send(unknown, "m"));
    assertRefused(ErrorCode.MODULE_NOT_FOUND, () -> send(moduleOf(known, "x"), "m"));
    assertRefused(ErrorCode.DEVICE_NOT_FOUND, () -> hub().messages().purge(unknown));
    assertRefused(ErrorCode.DEVICE_NOT_FOUND, () -> receive(unknown));
  }

  @Test
  void a_disabled_device_gets_messages_that_wait_for_it() {
    TwinAddress device = device();
    setStatus(device, DeviceStatus.DISABLED, "stolen");
    send(device, "m");
    assertThat(countOf(device)).isEqualTo(1);
    setStatus(device, DeviceStatus.ENABLED, "found");
    assertThat(idOf(received(device))).isEqualTo("m");
  }

  @Test
  void a_device_that_is_made_anew_has_no_message() {
    TwinAddress device = device();
    send(device, "m");
    hub().identities().delete(device, IfMatch.any());
    create(IdentityRequest.withKeys(device));
    assertThat(countOf(device)).isZero();
    assertThat(receive(device)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 4, 301})
  void a_lock_that_is_too_short_or_too_long_is_refused(long seconds) {
    TwinAddress device = device();
    assertRefused(
        ErrorCode.ARGUMENT_INVALID,
        () -> hub().inbox().receive(device, Duration.ofSeconds(seconds)));
  }

  @Test
  void a_connected_device_gets_as_many_as_it_asks_for() {
    TwinAddress device = device();
    Heard<QueuedMessage> heard = new Heard<>();
    IntStream.range(0, 5).forEach(i -> send(device, "m" + i));
    try (DeviceConnection connection = hub().connections().open(device, "", reason -> {})) {
      MessageFlow flow = connection.takeMessages(heard);
      flow.request(2);
      List<QueuedMessage> first = List.of(heard.next(), heard.next());
      assertThat(first).extracting(FeedbackContract::idOf).containsExactly("m0", "m1");
      connection.settle(first.get(0).token(), Settlement.COMPLETE);
      assertThat(heard.soFar()).isEmpty();
      flow.request(10);
      assertThat(List.of(idOf(heard.next()), idOf(heard.next()), idOf(heard.next())))
          .containsExactly("m2", "m3", "m4");
      send(device, "m5");
      QueuedMessage sixth = heard.next();
      connection.settle(sixth.token(), Settlement.ABANDON);
      QueuedMessage again = heard.next();
      assertThat(idOf(again)).isEqualTo("m5");
      assertThat(again.deliveryCount()).isOne();
      assertThat(countOf(device)).isEqualTo(5);
    }
  }

  @Test
  void what_a_connection_held_comes_to_the_next_and_does_not_count_as_delivered() {
    TwinAddress device = device();
    send(device, "m");
    Heard<QueuedMessage> heard = new Heard<>();
    for (int i = 0; i < MessageLimits.DELIVERIES_MAX + 2; i++) {
      DeviceConnection connection = hub().connections().open(device, "", reason -> {});
      connection.takeMessages(heard).request(1);
      QueuedMessage message = heard.next();
      assertThat(message.deliveryCount()).isZero();
      connection.close();
      assertRefused(
          ErrorCode.SERVICE_UNAVAILABLE,
          () -> connection.settle(message.token(), Settlement.COMPLETE));
    }
    assertThat(idOf(received(device))).isEqualTo("m");
  }

  @Test
  void a_flow_that_ends_gives_back_what_it_held() {
    TwinAddress device = device();
    Heard<QueuedMessage> heard = new Heard<>();
    try (DeviceConnection connection = hub().connections().open(device, "", reason -> {})) {
      MessageFlow flow = connection.takeMessages(heard);
      flow.request(10);
      send(device, "m");
      QueuedMessage message = heard.next();
      flow.close();
      assertThat(idOf(received(device))).isEqualTo("m");
      assertRefused(
          ErrorCode.DEVICE_MESSAGE_LOCK_LOST,
          () -> connection.settle(message.token(), Settlement.COMPLETE));
    }
  }
}
