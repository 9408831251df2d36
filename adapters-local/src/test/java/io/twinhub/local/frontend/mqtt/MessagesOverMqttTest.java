package io.twinhub.local.frontend.mqtt;

import static io.twinhub.local.frontend.mqtt.ClientPackets.DISCONNECT;
import static io.twinhub.local.frontend.mqtt.ClientPackets.pubAck;
import static io.twinhub.local.frontend.mqtt.ClientPackets.subscribe;
import static io.twinhub.local.frontend.mqtt.ClientPackets.unsubscribe;
import static io.twinhub.local.frontend.mqtt.TalkingHub.DEVICE;
import static io.twinhub.local.frontend.mqtt.TalkingHub.MODULE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.message.CloudMessage;
import io.twinhub.domain.message.MessageAck;
import io.twinhub.domain.message.MessageLimits;
import io.twinhub.domain.message.queue.FeedbackBatch;
import io.twinhub.domain.message.queue.FeedbackStatus;
import io.twinhub.local.frontend.mqtt.ClientPackets.Connect;
import io.twinhub.local.frontend.mqtt.SocketClient.Published;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cloud-to-device messages of devices and modules. Source: messages.md 2 and 4. */
@Timeout(60)
class MessagesOverMqttTest {
  private static final String MESSAGES = "devices/dev1/messages/devicebound/#";
  private static final String OF_MODULE = "devices/dev1/modules/m/messages/devicebound/#";
  private static final String BAG = "%24.to=%2Fdevices%2Fdev1%2Fmessages%2Fdevicebound";
  private static final int QOS_0 = 0x30;
  private static final int QOS_1 = 0x32;
  private static final int WINDOW = 10;
  private static final Connect CLEAN = Connect.of("dev1");
  private static final Connect KEEPING = CLEAN.keepingItsSession();

  private final TalkingHub hub = new TalkingHub();

  @AfterEach
  void stop() {
    hub.close();
  }

  private static Published message(int firstByte, int packetId, String body) {
    String topic = "devices/dev1/messages/devicebound/%24.mid=" + body + "&" + BAG;
    return new Published(firstByte, topic, packetId, body);
  }

  private void awaitWaiting(int messages) {
    await().atMost(Duration.ofSeconds(20)).until(() -> hub.waiting(DEVICE) == messages);
  }

  @Test
  void a_message_comes_with_qos_1_and_its_acknowledgement_completes_it() throws IOException {
    try (SocketClient device = hub.subscribed(CLEAN, 1, MESSAGES)) {
      hub.send("a");
      assertThat(device.published()).isEqualTo(message(QOS_1, 1, "a"));
      assertThat(hub.waiting(DEVICE)).isOne();
      device.send(pubAck(1));
      awaitWaiting(0);
      assertThat(device.isQuiet()).isTrue();
    }
  }

  @Test
  void a_message_comes_with_qos_0_if_no_more_was_granted_and_is_complete() throws IOException {
    try (SocketClient device = hub.subscribed(CLEAN, 0, MESSAGES)) {
      hub.send("a");
      hub.send("b");
      assertThat(device.published()).isEqualTo(message(QOS_0, 0, "a"));
      assertThat(device.published()).isEqualTo(message(QOS_0, 0, "b"));
      awaitWaiting(0);
    }
  }

  @Test
  void messages_that_wait_come_in_order_right_after_the_subscription_was_granted()
      throws IOException {
    IntStream.range(0, 50).forEach(i -> hub.send("m" + i));
    try (SocketClient device = hub.subscribed(CLEAN, 1, MESSAGES)) {
      for (int i = 0; i < 50; i++) {
        assertThat(device.published()).isEqualTo(message(QOS_1, i + 1, "m" + i));
        device.send(pubAck(i + 1));
      }
      awaitWaiting(0);
    }
  }

  @Test
  void ten_are_under_way_until_one_is_acknowledged_in_any_order() throws IOException {
    IntStream.range(0, 20).forEach(i -> hub.send("m" + i));
    try (SocketClient device = hub.subscribed(CLEAN, 1, MESSAGES)) {
      for (int i = 1; i <= WINDOW; i++) {
        assertThat(device.published().packetId()).isEqualTo(i);
      }
      assertThat(device.isQuiet()).isTrue();
      device.send(pubAck(7));
      assertThat(device.published()).isEqualTo(message(QOS_1, 11, "m10"));
      device.send(pubAck(7), pubAck(700));
      assertThat(device.isQuiet()).isTrue();
      device.send(pubAck(1));
      assertThat(device.published()).isEqualTo(message(QOS_1, 12, "m11"));
      awaitWaiting(18);
    }
  }

  @Test
  void an_acknowledgement_before_goodbye_counts() throws IOException {
    try (SocketClient device = hub.subscribed(CLEAN, 1, MESSAGES)) {
      hub.send("a");
      device.published();
      device.send(pubAck(1), DISCONNECT);
      awaitWaiting(0);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void without_acknowledgement_a_message_comes_again_to_the_next_connection(boolean subscribes)
      throws IOException {
    try (SocketClient device = hub.subscribed(KEEPING, 1, MESSAGES)) {
      hub.send("a");
      hub.send("b");
      assertThat(device.published()).isEqualTo(message(QOS_1, 1, "a"));
      assertThat(device.published()).isEqualTo(message(QOS_1, 2, "b"));
      device.send(pubAck(2));
      awaitWaiting(1);
    }
    try (SocketClient device = hub.client(KEEPING)) {
      assertThat(device.published()).isEqualTo(message(QOS_1, 1, "a"));
      if (subscribes) {
        device.send(subscribe(5, 1, MESSAGES));
        assertThat(device.packet()).containsExactly(0x90, 0, 5, 1);
      }
      assertThat(device.isQuiet()).isTrue();
      device.send(pubAck(1));
      awaitWaiting(0);
    }
  }

  @Test
  void without_acknowledgement_a_message_comes_again_when_its_lock_has_ended() throws IOException {
    try (SocketClient device = hub.subscribed(CLEAN, 1, MESSAGES)) {
      hub.send("a");
      assertThat(device.published()).isEqualTo(message(QOS_1, 1, "a"));
      hub.letPass(MessageLimits.LOCK_DEFAULT.plusSeconds(1));
      assertThat(device.published()).isEqualTo(message(QOS_1, 2, "a"));
      device.send(pubAck(1));
      assertThat(device.isQuiet()).isTrue();
      assertThat(hub.waiting(DEVICE)).isOne();
      device.send(pubAck(2));
      awaitWaiting(0);
    }
  }

  @Test
  void what_is_sent_meanwhile_comes_to_who_keeps_the_session() throws IOException {
    hub.subscribed(KEEPING, 1, MESSAGES).close();
    await().until(() -> !hub.log().isEmpty());
    hub.send("a");
    try (SocketClient device = hub.client(KEEPING)) {
      assertThat(device.published()).isEqualTo(message(QOS_1, 1, "a"));
    }
  }

  @Test
  void a_clean_session_gets_nothing_before_it_subscribes() throws IOException {
    hub.subscribed(KEEPING, 1, MESSAGES).close();
    hub.send("a");
    try (SocketClient device = hub.client(CLEAN)) {
      assertThat(device.isQuiet()).isTrue();
      device.send(subscribe(5, 1, MESSAGES));
      assertThat(device.packet()).containsExactly(0x90, 0, 5, 1);
      assertThat(device.published()).isEqualTo(message(QOS_1, 1, "a"));
    }
  }

  @Test
  void after_unsubscribing_none_comes_and_what_was_not_acknowledged_waits() throws IOException {
    try (SocketClient device = hub.subscribed(CLEAN, 1, MESSAGES)) {
      hub.send("a");
      assertThat(device.published()).isEqualTo(message(QOS_1, 1, "a"));
      device.send(unsubscribe(2, MESSAGES));
      assertThat(device.packet()).containsExactly(0xB0, 0, 2);
      hub.send("b");
      assertThat(device.isQuiet()).isTrue();
      device.send(subscribe(3, 1, MESSAGES));
      assertThat(device.packet()).containsExactly(0x90, 0, 3, 1);
      assertThat(device.published()).isEqualTo(message(QOS_1, 2, "a"));
      assertThat(device.published()).isEqualTo(message(QOS_1, 3, "b"));
      device.send(pubAck(1), pubAck(2), pubAck(3));
      awaitWaiting(0);
    }
  }

  @Test
  void a_newer_connection_gets_what_the_older_held() throws IOException {
    try (SocketClient older = hub.subscribed(CLEAN, 1, MESSAGES)) {
      hub.send("a");
      older.published();
      try (SocketClient newer = hub.subscribed(CLEAN, 1, MESSAGES)) {
        assertThat(newer.published()).isEqualTo(message(QOS_1, 1, "a"));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {OF_MODULE, "devices/dev1/modules/m/#"})
  void a_module_has_messages_of_its_own(String filter) throws IOException {
    try (SocketClient device = hub.subscribed(CLEAN, 1, MESSAGES);
        SocketClient module = hub.subscribed(Connect.of("dev1/m"), 1, filter)) {
      hub.send(CloudMessage.to(MODULE).body("x"));
      assertThat(module.published())
          .isEqualTo(new Published(
              QOS_1,
              "devices/dev1/modules/m/messages/devicebound/"
                  + "%24.to=%2Fdevices%2Fdev1%2Fmodules%2Fm%2Fmessages%2Fdevicebound",
              1,
              "x"));
      module.send(pubAck(1));
      await().until(() -> hub.waiting(MODULE) == 0);
      assertThat(device.isQuiet()).isTrue();
    }
  }

  @Test
  void two_filters_of_a_module_that_overlap_bring_a_message_once() throws IOException {
    String[] filters = {OF_MODULE, "devices/dev1/modules/m/#"};
    try (SocketClient module = hub.subscribed(Connect.of("dev1/m"), 1, filters)) {
      hub.send(CloudMessage.to(MODULE).body("x"));
      assertThat(module.published().packetId()).isOne();
      assertThat(module.isQuiet()).isTrue();
      module.send(unsubscribe(2, OF_MODULE), pubAck(1));
      assertThat(module.packet()).containsExactly(0xB0, 0, 2);
      hub.send(CloudMessage.to(MODULE).body("y"));
      assertThat(module.published().payload()).isEqualTo("y");
    }
  }

  @Test
  void packet_ids_are_shared_with_desired_properties() throws IOException {
    String desired = "$iothub/twin/PATCH/properties/desired/#";
    try (SocketClient device = hub.subscribed(CLEAN, 1, MESSAGES, desired)) {
      hub.send("a");
      assertThat(device.published()).isEqualTo(message(QOS_1, 1, "a"));
      hub.write(JsonObject.builder().put("on", "1").build());
      assertThat(device.published().packetId()).isEqualTo(2);
      hub.send("b");
      assertThat(device.published()).isEqualTo(message(QOS_1, 3, "b"));
      device.send(pubAck(2), pubAck(3), pubAck(1));
      awaitWaiting(0);
    }
  }

  @Test
  void an_empty_body_and_the_largest_message_arrive() throws IOException {
    String large = "x".repeat(65_000);
    try (SocketClient device = hub.subscribed(CLEAN, 1, MESSAGES)) {
      hub.send(CloudMessage.to(DEVICE));
      hub.send(CloudMessage.to(DEVICE).body(large));
      assertThat(device.published().payload()).isEmpty();
      assertThat(device.published().payload()).isEqualTo(large);
    }
  }

  @Test
  void fifty_large_messages_come_to_who_reads_late() throws IOException {
    String large = "x".repeat(65_000);
    IntStream.range(0, 50)
        .forEach(i -> hub.send(CloudMessage.to(DEVICE).messageId("m" + i).body(large)));
    try (SocketClient device = hub.subscribed(CLEAN, 0, MESSAGES)) {
      for (int i = 0; i < 50; i++) {
        Published next = device.published();
        assertThat(next.topic()).contains("%24.mid=m" + i + "&");
        assertThat(next.payload()).isEqualTo(large);
      }
      awaitWaiting(0);
    }
  }

  @Test
  void a_message_whose_properties_make_too_long_a_topic_is_rejected_and_told() throws Exception {
    BlockingQueue<FeedbackBatch> told = new LinkedBlockingQueue<>();
    hub.hub().messages().takeFeedback(told::add).request(1);
    try (SocketClient device = hub.subscribed(CLEAN, 1, MESSAGES)) {
      hub.send(CloudMessage.to(DEVICE).ack(MessageAck.FULL).property("k", "/".repeat(30_000)));
      hub.send("b");
      assertThat(device.published()).isEqualTo(message(QOS_1, 1, "b"));
      FeedbackBatch batch = told.poll(20, TimeUnit.SECONDS);
      assertThat(batch).isNotNull();
      assertThat(batch.records().get(0).status()).isEqualTo(FeedbackStatus.REJECTED);
      assertThat(hub.refusals())
          .isEqualTo(
              List.of("a cloud-to-device message was rejected: its properties make a topic of"
                  + " more than 65535 bytes"));
    }
  }
}
