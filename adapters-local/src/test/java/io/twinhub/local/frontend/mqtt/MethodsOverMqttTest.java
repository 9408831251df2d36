package io.twinhub.local.frontend.mqtt;

import static io.twinhub.local.frontend.mqtt.ClientPackets.DISCONNECT;
import static io.twinhub.local.frontend.mqtt.ClientPackets.publish;
import static io.twinhub.local.frontend.mqtt.ClientPackets.subscribe;
import static io.twinhub.local.frontend.mqtt.ClientPackets.unsubscribe;
import static io.twinhub.local.frontend.mqtt.TalkingHub.DEVICE;
import static io.twinhub.local.frontend.mqtt.TalkingHub.MODULE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.method.MethodAnswer;
import io.twinhub.domain.message.method.MethodCall;
import io.twinhub.local.frontend.mqtt.ClientPackets.Connect;
import io.twinhub.local.frontend.mqtt.SocketClient.Published;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Direct methods of devices and modules. Source: methods.md 4 and 7. */
@Timeout(60)
class MethodsOverMqttTest {
  private static final String METHODS = "$iothub/methods/POST/#";
  private static final int PUBLISH_WITH_QOS_0 = 0x30;
  private static final Connect DEV1 = Connect.of("dev1");

  private final TalkingHub hub = new TalkingHub();

  @AfterEach
  void stop() {
    hub.close();
  }

  private static String rid(Published call) {
    return call.topic().substring(call.topic().indexOf("/?$rid=") + "/?$rid=".length());
  }

  private static byte[] answer(int qos, String status, String rid, String payload) {
    return publish("$iothub/methods/res/" + status + "/?$rid=" + rid, payload, qos, 9);
  }

  /** The error of a call, as {@code number message}. */
  private static String refusal(CompletableFuture<MethodAnswer> call) {
    try {
      return "answered: " + call.join();
    } catch (CompletionException e) {
      HubException refusal = (HubException) e.getCause();
      return refusal.code().number() + " " + refusal.error().message();
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0, 1", "1, 0", "1, 1"})
  void a_call_comes_with_qos_0_and_its_answer_goes_back(int granted, int qos) throws IOException {
    try (SocketClient device = hub.subscribed(DEV1, granted, METHODS)) {
      CompletableFuture<MethodAnswer> call = hub.call(DEVICE, "reboot", "{\"delay\": 3}");
      Published request = device.published();
      assertThat(request.firstByte()).isEqualTo(PUBLISH_WITH_QOS_0);
      assertThat(request.topic()).matches("\\$iothub/methods/POST/reboot/\\?\\$rid=[0-9a-f]{1,16}");
      assertThat(request.payload()).isEqualTo("{\"delay\": 3}");
      device.send(answer(qos, "200", rid(request), "{\"ok\": 1.50}"));
      if (qos == 1) {
        assertThat(device.packet()).containsExactly(0x40, 0, 9);
      }
      assertThat(call.join()).isEqualTo(MethodAnswer.of(200, "{\"ok\": 1.50}"));
      assertThat(device.isQuiet()).isTrue();
    }
  }

  @Test
  void a_module_has_calls_of_its_own() throws IOException {
    try (SocketClient device = hub.subscribed(DEV1, 0, METHODS);
        SocketClient module = hub.subscribed(Connect.of("dev1/m"), 0, METHODS)) {
      CompletableFuture<MethodAnswer> call = hub.call(MODULE, "m", "1");
      Published request = module.published();
      device.send(answer(1, "200", rid(request), "\"foreign\""));
      assertThat(device.packet()).containsExactly(0x40, 0, 9);
      module.send(answer(0, "200", rid(request), "\"own\""));
      assertThat(call.join()).isEqualTo(MethodAnswer.of(200, "\"own\""));
      assertThat(device.isQuiet()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"null", "true", "-1.5e3", "\"\u00FC \uD83D\uDE00\"", "[]", "{\"a\":[1,{}]}"})
  void every_kind_of_json_goes_both_ways_as_it_was_written(String json) throws IOException {
    try (SocketClient device = hub.subscribed(DEV1, 0, METHODS)) {
      CompletableFuture<MethodAnswer> call = hub.call(DEVICE, "m", json);
      Published request = device.published();
      assertThat(request.payload()).isEqualTo(json);
      device.send(answer(0, "200", rid(request), json));
      assertThat(call.join()).isEqualTo(MethodAnswer.of(200, json));
    }
  }

  @Test
  void no_payload_is_null_in_both_directions() throws IOException {
    try (SocketClient device = hub.subscribed(DEV1, 0, METHODS)) {
      CompletableFuture<MethodAnswer> call = hub.call(DEVICE, "m", "");
      Published request = device.published();
      assertThat(request.payload()).isEqualTo("null");
      device.send(answer(0, "501", rid(request), ""));
      assertThat(call.join()).isEqualTo(MethodAnswer.of(501, "null"));
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "-1, -1", "404, 404", "500, 500", "2147483647, 2147483647"})
  void any_whole_number_is_a_status(String status, int told) throws IOException {
    try (SocketClient device = hub.subscribed(DEV1, 0, METHODS)) {
      CompletableFuture<MethodAnswer> call = hub.call(DEVICE, "m", "1");
      device.send(answer(0, status, rid(device.published()), "2"));
      assertThat(call.join()).isEqualTo(MethodAnswer.of(told, "2"));
    }
  }

  @Test
  void payloads_of_128_kb_go_both_ways() throws IOException {
    String large = "\"" + "x".repeat(128 * 1024 - 2) + "\"";
    try (SocketClient device = hub.subscribed(DEV1, 0, METHODS)) {
      CompletableFuture<MethodAnswer> call = hub.call(DEVICE, "m", large);
      Published request = device.published();
      assertThat(request.payload()).isEqualTo(large);
      device.send(answer(1, "200", rid(request), large));
      assertThat(device.packet()).containsExactly(0x40, 0, 9);
      assertThat(call.join()).isEqualTo(MethodAnswer.of(200, large));
    }
  }

  @Test
  void two_hundred_large_calls_at_once_are_answered_in_any_order() throws IOException {
    String large = "\"" + "x".repeat(100_000) + "\"";
    try (SocketClient device = hub.subscribed(DEV1, 0, METHODS)) {
      List<CompletableFuture<MethodAnswer>> calls = IntStream.range(0, 200)
          .mapToObj(i -> hub.call(DEVICE, "m" + i, large))
          .toList();
      List<Published> requests = new ArrayList<>();
      for (int i = 0; i < calls.size(); i++) {
        requests.add(device.published());
      }
      Collections.reverse(requests);
      for (Published request : requests) {
        String number = request.topic().split("/")[3].substring(1);
        device.send(answer(0, "200", rid(request), number));
      }
      for (int i = 0; i < calls.size(); i++) {
        assertThat(calls.get(i).join()).isEqualTo(MethodAnswer.of(200, Integer.toString(i)));
      }
    }
  }

  @Test
  void a_filter_that_is_repeated_does_not_repeat_calls() throws IOException {
    try (SocketClient device = hub.subscribed(DEV1, 0, METHODS)) {
      device.send(subscribe(2, 0, METHODS), subscribe(3, 1, METHODS));
      assertThat(device.packet()).containsExactly(0x90, 0, 2, 0);
      assertThat(device.packet()).containsExactly(0x90, 0, 3, 1);
      CompletableFuture<MethodAnswer> call = hub.call(DEVICE, "m", "1");
      Published request = device.published();
      assertThat(device.isQuiet()).isTrue();
      device.send(answer(0, "200", rid(request), "2"));
      assertThat(call.join()).isEqualTo(MethodAnswer.of(200, "2"));
    }
  }

  @Test
  void a_call_that_waits_comes_right_after_the_subscription_was_granted() throws IOException {
    CompletableFuture<MethodAnswer> call = hub.hub()
        .methods()
        .invoke(DEVICE, MethodCall.of("m", "1").connectingWithin(Duration.ofSeconds(60)));
    try (SocketClient device = hub.subscribed(DEV1, 1, METHODS)) {
      device.send(answer(0, "200", rid(device.published()), "2"));
      assertThat(call.join()).isEqualTo(MethodAnswer.of(200, "2"));
    }
  }

  @Test
  void a_device_that_is_back_takes_calls_without_subscribing_again() throws IOException {
    Connect keeping = DEV1.keepingItsSession();
    hub.subscribed(keeping, 0, METHODS).close();
    try (SocketClient device = hub.client(keeping)) {
      CompletableFuture<MethodAnswer> call = hub.hub()
          .methods()
          .invoke(DEVICE, MethodCall.of("m", "1").connectingWithin(Duration.ofSeconds(60)));
      device.send(answer(0, "200", rid(device.published()), "2"));
      assertThat(call.join()).isEqualTo(MethodAnswer.of(200, "2"));
    }
  }

  @Test
  void without_a_subscription_a_device_is_not_online() throws IOException {
    String notOnline = "404103 Timed out waiting for device to connect.";
    assertThat(refusal(hub.call(DEVICE, "m", "1"))).isEqualTo(notOnline);
    try (SocketClient device = hub.client(DEV1)) {
      assertThat(refusal(hub.call(DEVICE, "m", "1"))).isEqualTo(notOnline);
      device.send(subscribe(1, 0, METHODS), unsubscribe(2, METHODS));
      assertThat(device.packet()).containsExactly(0x90, 0, 1, 0);
      assertThat(device.packet()).containsExactly(0xB0, 0, 2);
      assertThat(refusal(hub.call(DEVICE, "m", "1"))).isEqualTo(notOnline);
      assertThat(device.isQuiet()).isTrue();
    }
  }

  @Test
  void what_was_taken_may_be_answered_after_unsubscribing() throws IOException {
    try (SocketClient device = hub.subscribed(DEV1, 0, METHODS)) {
      CompletableFuture<MethodAnswer> call = hub.call(DEVICE, "m", "1");
      Published request = device.published();
      device.send(unsubscribe(2, METHODS), answer(0, "200", rid(request), "2"));
      assertThat(call.join()).isEqualTo(MethodAnswer.of(200, "2"));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_device_that_leaves_in_the_middle_ends_its_calls(boolean politely) throws IOException {
    SocketClient device = hub.subscribed(DEV1, 0, METHODS);
    CompletableFuture<MethodAnswer> call = hub.call(DEVICE, "m", "1");
    device.published();
    if (politely) {
      device.send(DISCONNECT);
    }
    device.close();
    assertThat(refusal(call)).isEqualTo("504101 Timed out waiting for the response from device.");
  }

  @Test
  void the_answer_counts_on_the_connection_that_got_the_call() throws IOException {
    try (SocketClient older = hub.subscribed(DEV1, 0, METHODS)) {
      CompletableFuture<MethodAnswer> call = hub.call(DEVICE, "m", "1");
      String rid = rid(older.published());
      try (SocketClient newer = hub.subscribed(DEV1, 0, METHODS)) {
        newer.send(answer(1, "200", rid, "2"));
        assertThat(newer.packet()).containsExactly(0x40, 0, 9);
        assertThat(refusal(call)).startsWith("504101 ");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ok/?$rid=RID",
    "/?$rid=RID",
    "2147483648/?$rid=RID",
    "200/?$rid=",
    "200/?rid=RID",
    "200/?$rid=xyz",
    "200/?$rid=RID/",
    "200/more/?$rid=RID",
    "200?$rid=RID"
  })
  void a_malformed_answer_is_noted_in_the_log_and_nothing_else(String rest) throws IOException {
    try (SocketClient device = hub.subscribed(DEV1, 0, METHODS)) {
      CompletableFuture<MethodAnswer> call = hub.call(DEVICE, "m", "1");
      String rid = rid(device.published());
      String topic = "$iothub/methods/res/" + rest.replace("RID", rid);
      device.send(publish(topic, "1", 1, 9));
      assertThat(device.packet()).containsExactly(0x40, 0, 9);
      assertThat(call).isNotDone();
      device.send(answer(0, "200", rid, "2"));
      assertThat(call.join()).isEqualTo(MethodAnswer.of(200, "2"));
      assertThat(hub.refusals())
          .containsExactly("an answer to a method was ignored, its topic is not"
              + " $iothub/methods/res/{status}/?$rid={id}: '" + topic + "'");
    }
  }

  @Test
  void unknown_late_and_double_answers_change_nothing() throws IOException {
    try (SocketClient device = hub.subscribed(DEV1, 0, METHODS)) {
      CompletableFuture<MethodAnswer> call = hub.call(DEVICE, "m", "1");
      String rid = rid(device.published());
      device.send(
          answer(1, "200", "ffffffffffffffff", "0"),
          answer(1, "200", rid, "1"),
          answer(1, "500", rid, "2"));
      for (int i = 0; i < 3; i++) {
        assertThat(device.packet()).containsExactly(0x40, 0, 9);
      }
      assertThat(call.join()).isEqualTo(MethodAnswer.of(200, "1"));
      assertThat(device.isQuiet()).isTrue();
      assertThat(hub.refusals()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "ok", "{\"a\":1}}", "1 2", "\"\u0001\"", "LARGE"})
  void an_answer_that_is_no_json_or_too_large_is_told_to_the_caller(String payload)
      throws IOException {
    String body = payload.equals("LARGE") ? "\"" + "x".repeat(128 * 1024) + "\"" : payload;
    try (SocketClient device = hub.subscribed(DEV1, 0, METHODS)) {
      CompletableFuture<MethodAnswer> call = hub.call(DEVICE, "m", "1");
      device.send(answer(1, "200", rid(device.published()), body));
      assertThat(device.packet()).containsExactly(0x40, 0, 9);
      assertThat(refusal(call)).startsWith("502000 ");
      assertThat(device.isQuiet()).isTrue();
      assertThatThrownBy(() -> hub.call(TwinAddress.device("ghost"), "m", "1").join())
          .hasRootCauseMessage("Device ghost not registered");
    }
  }

  /** The bytes of .NET: QoS 1 asked for, answers with QoS 0 and, without a handler, without a payload. */
  @Test
  void dotnet_has_its_calls_with_qos_0_and_answers_501_without_a_payload() throws IOException {
    try (SocketClient device = hub.client(DEV1)) {
      device.send(HexFormat.of()
          .parseHex("821b0001" + "0016" + HexFormat.of().formatHex(METHODS.getBytes()) + "01"));
      assertThat(device.packet()).containsExactly(0x90, 0, 1, 1);
      CompletableFuture<MethodAnswer> first = hub.call(DEVICE, "a", "");
      CompletableFuture<MethodAnswer> second = hub.call(DEVICE, "b", "");
      for (int i = 0; i < 2; i++) {
        Published request = device.published();
        assertThat(request.firstByte()).isEqualTo(PUBLISH_WITH_QOS_0);
        String[] segments = request.topic().split("/");
        assertThat(segments).hasSize(5);
        assertThat(segments[4]).startsWith("?$rid=");
        device.send(answer(0, "501", segments[4].substring(6), ""));
      }
      assertThat(List.of(first.join(), second.join())).containsOnly(MethodAnswer.of(501, "null"));
    }
  }
}
