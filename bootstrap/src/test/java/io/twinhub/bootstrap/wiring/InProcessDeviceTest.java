package io.twinhub.bootstrap.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.application.device.ConnectedDevice;
import io.twinhub.bootstrap.Twinhub;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.CloudMessage;
import io.twinhub.domain.message.MessageAck;
import io.twinhub.domain.message.method.MethodAnswer;
import io.twinhub.domain.message.method.MethodCall;
import io.twinhub.domain.message.queue.FeedbackBatch;
import io.twinhub.domain.message.queue.FeedbackStatus;
import io.twinhub.domain.message.queue.QueuedMessage;
import io.twinhub.domain.message.queue.Settlement;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Devices in Java code, without sockets. */
@Timeout(60)
class InProcessDeviceTest {
  private static final TwinAddress DEVICE = TwinAddress.device("d");

  private final InProcessHub hub = Twinhub.inProcess();
  private final BlockingQueue<QueuedMessage> heard = new LinkedBlockingQueue<>();

  InProcessDeviceTest() {
    hub.ports().identities().create(IdentityRequest.withKeys(DEVICE));
  }

  @AfterEach
  void close() {
    hub.close();
  }

  private MethodAnswer invoke(String name, String payload) {
    return hub.methods().invoke(DEVICE, MethodCall.of(name, payload)).join();
  }

  private void send(String id) {
    hub.messages()
        .send(
            CloudMessage.to(DEVICE).messageId(id).ack(MessageAck.FULL).body(id).build());
  }

  @Test
  void a_device_answers_its_methods_by_name() {
    try (ConnectedDevice device = hub.device("d")) {
      device
          .onMethod("reboot", payload -> MethodAnswer.of(200, "{\"was\":" + payload.text() + "}"))
          .onMethod("fail", payload -> {
            throw new IllegalStateException("a mistake of the program");
          });
      assertThat(invoke("reboot", "{\"delay\":3}"))
          .isEqualTo(MethodAnswer.of(200, "{\"was\":{\"delay\":3}}"));
      assertThat(invoke("fail", "1"))
          .isEqualTo(MethodAnswer.of(ConnectedDevice.HANDLER_FAILED, "null"));
      assertThat(invoke("unknown", "1"))
          .isEqualTo(MethodAnswer.of(ConnectedDevice.NO_HANDLER, "null"));
      assertThatThrownBy(() -> device.onMethod("a b", payload -> MethodAnswer.of(200, "1")))
          .isInstanceOf(HubException.class);
    }
  }

  @Test
  void methods_run_side_by_side_and_may_use_the_hub() throws InterruptedException {
    CountDownLatch both = new CountDownLatch(2);
    try (ConnectedDevice device = hub.device("d")) {
      device.onMethod("meet", payload -> {
        both.countDown();
        try {
          return MethodAnswer.of(both.await(30, TimeUnit.SECONDS) ? 200 : 408, "null");
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return MethodAnswer.of(500, "null");
        }
      });
      device.onMethod(
          "read",
          payload ->
              MethodAnswer.of((int) device.connection().read().desiredVersion().value(), "null"));
      var first = hub.methods().invoke(DEVICE, MethodCall.of("meet", ""));
      var second = hub.methods().invoke(DEVICE, MethodCall.of("meet", ""));
      assertThat(List.of(first.join().status(), second.join().status())).containsExactly(200, 200);
      assertThat(invoke("read", "").status()).isEqualTo(1);
    }
  }

  @Test
  void a_device_receives_its_messages_in_order_and_says_what_becomes_of_them()
      throws InterruptedException {
    send("before");
    try (ConnectedDevice device = hub.device("d")) {
      device.onMessage(message -> {
        heard.add(message);
        return Settlement.COMPLETE;
      });
      IntStream.range(0, 40).forEach(i -> send("m" + i));
      assertThat(next()).isEqualTo("before");
      for (int i = 0; i < 40; i++) {
        assertThat(next()).isEqualTo("m" + i);
      }
    }
  }

  private String next() throws InterruptedException {
    QueuedMessage message = heard.poll(30, TimeUnit.SECONDS);
    return message == null ? "nothing" : message.message().body().text();
  }

  @Test
  void a_handler_that_fails_abandons_and_ten_times_is_the_end() throws InterruptedException {
    BlockingQueue<FeedbackBatch> told = new LinkedBlockingQueue<>();
    hub.messages().takeFeedback(told::add).request(1);
    send("m");
    try (ConnectedDevice device = hub.device("d")) {
      device.onMessage(message -> {
        heard.add(message);
        throw new IllegalStateException("a mistake of the program");
      });
      FeedbackBatch batch = told.poll(30, TimeUnit.SECONDS);
      assertThat(batch).isNotNull();
      assertThat(batch.records().get(0).status()).isEqualTo(FeedbackStatus.DELIVERY_COUNT_EXCEEDED);
      assertThat(heard).hasSize(10);
    }
  }

  @Test
  void a_device_that_has_gone_answers_nothing_and_its_messages_wait() {
    ConnectedDevice device = hub.device("d");
    device.onMethod("m", payload -> MethodAnswer.of(200, "1"));
    device.close();
    assertThat(hub.methods().invoke(DEVICE, MethodCall.of("m", ""))).isCompletedExceptionally();
    send("waits");
    assertThat(
            hub.ports().twins().find(DEVICE).orElseThrow().root().connection().messageCount())
        .isOne();
  }

  @Test
  void only_registered_devices_connect() {
    assertThatThrownBy(() -> hub.device("ghost"))
        .isInstanceOf(HubException.class)
        .hasMessage("Device ghost not registered");
    assertThatThrownBy(() -> hub.module("d", "m"))
        .isInstanceOf(HubException.class)
        .hasMessage("Module m on device d not registered");
  }
}
