package io.twinhub.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.azure.sdk.iot.device.DeviceClient;
import com.microsoft.azure.sdk.iot.device.IotHubClientProtocol;
import com.microsoft.azure.sdk.iot.device.IotHubMessageResult;
import com.microsoft.azure.sdk.iot.device.Message;
import com.microsoft.azure.sdk.iot.device.MessageProperty;
import com.microsoft.azure.sdk.iot.device.twin.DirectMethodResponse;
import com.microsoft.azure.sdk.iot.service.registry.Device;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.CloudMessage;
import io.twinhub.domain.message.MessageAck;
import io.twinhub.domain.message.method.MethodAnswer;
import io.twinhub.domain.message.method.MethodCall;
import io.twinhub.domain.message.queue.FeedbackBatch;
import io.twinhub.domain.message.queue.FeedbackStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Devices of the Java SDK over MQTT answer methods and receive messages. */
@Timeout(120)
class MqttConversationIT {
  private static final int SECONDS_MAX = 30;

  private static HubOnSdkPorts hub;

  private final BlockingQueue<Message> heard = new LinkedBlockingQueue<>();

  @BeforeAll
  static void start() throws IOException {
    hub = HubOnSdkPorts.start();
  }

  @AfterAll
  static void stop() {
    hub.close();
  }

  private static DeviceClient client(Device device, IotHubClientProtocol protocol) {
    return new DeviceClient(HubOnSdkPorts.connectionString(device), protocol);
  }

  private static MethodAnswer call(TwinAddress address, String name, String payload) {
    return invoke(address, name, payload).join();
  }

  private static CompletableFuture<MethodAnswer> invoke(
      TwinAddress address, String name, String payload) {
    MethodCall call =
        MethodCall.of(name, payload).connectingWithin(Duration.ofSeconds(SECONDS_MAX));
    return hub.hub().methods().invoke(address, call);
  }

  @ParameterizedTest
  @EnumSource(names = {"MQTT", "MQTT_WS"})
  void a_device_answers_methods(IotHubClientProtocol protocol) throws Exception {
    Device device = hub.newDevice("answers-" + protocol);
    TwinAddress address = TwinAddress.device(device.getDeviceId());
    DeviceClient client = client(device, protocol);
    try {
      client.open(true);
      client.subscribeToMethods(
          (name, payload, context) -> new DirectMethodResponse(
              name.length(), name.equals("empty") ? null : payload.getPayloadAsJsonElement()),
          "unused");
      for (String json : List.of("null", "true", "-7", "\"a b\"", "[1,null]", "{\"a\":{}}")) {
        assertThat(call(address, "echo", json)).isEqualTo(MethodAnswer.of(4, json));
      }
      assertThat(call(address, "comp*reboot", "")).isEqualTo(MethodAnswer.of(11, "null"));
      assertThat(call(address, "empty", "1")).isEqualTo(MethodAnswer.of(5, "null"));
      List<CompletableFuture<MethodAnswer>> many = IntStream.range(0, 100)
          .mapToObj(i -> invoke(address, "many", Integer.toString(i)))
          .toList();
      for (int i = 0; i < many.size(); i++) {
        assertThat(many.get(i).join()).isEqualTo(MethodAnswer.of(4, Integer.toString(i)));
      }
    } finally {
      client.close();
    }
  }

  private void listen(DeviceClient client) throws Exception {
    client.setMessageCallback(
        (message, context) -> {
          heard.add(message);
          return IotHubMessageResult.COMPLETE;
        },
        "unused");
    client.open(true);
  }

  private Message next() throws InterruptedException {
    Message message = heard.poll(SECONDS_MAX, TimeUnit.SECONDS);
    assertThat(message).isNotNull();
    return message;
  }

  @ParameterizedTest
  @EnumSource(names = {"MQTT", "MQTT_WS"})
  void a_device_receives_messages_also_those_that_waited(IotHubClientProtocol protocol)
      throws Exception {
    BlockingQueue<FeedbackBatch> told = new LinkedBlockingQueue<>();
    try (var flow = hub.hub().messages().takeFeedback(told::add)) {
      flow.request(10);
      Device device = hub.newDevice("hears-" + protocol);
      TwinAddress address = TwinAddress.device(device.getDeviceId());
      send(address, "before");
      DeviceClient client = client(device, protocol);
      try {
        listen(client);
        assertWhole(next(), "before");
        IntStream.range(0, 40).forEach(i -> send(address, "m" + i));
        for (int i = 0; i < 40; i++) {
          assertWhole(next(), "m" + i);
        }
        for (int records = 0; records < 41; ) {
          FeedbackBatch batch = told.poll(SECONDS_MAX, TimeUnit.SECONDS);
          assertThat(batch).isNotNull();
          assertThat(batch.records()).allMatch(record -> record.status() == FeedbackStatus.SUCCESS);
          records += batch.records().size();
        }
      } finally {
        client.close();
      }
      assertThat(heard).isEmpty();
    }
  }

  private static void send(TwinAddress address, String id) {
    hub.hub()
        .messages()
        .send(CloudMessage.to(address)
            .messageId(id)
            .correlationId("c " + id)
            .contentType("text/plain; charset=utf-8")
            .contentEncoding("utf-8")
            .expiry(Instant.parse("2999-01-01T00:00:00Z"))
            .ack(MessageAck.FULL)
            .property("level", "h\u00F6her + 1&2=3")
            .property("empty", "")
            .body("body of " + id)
            .build());
  }

  private static void assertWhole(Message message, String id) {
    assertThat(new String(message.getBytes(), StandardCharsets.UTF_8)).isEqualTo("body of " + id);
    assertThat(message.getMessageId()).isEqualTo(id);
    assertThat(message.getCorrelationId()).isEqualTo("c " + id);
    assertThat(message.getContentType()).isEqualTo("text/plain; charset=utf-8");
    assertThat(message.getContentEncoding()).isEqualTo("utf-8");
    assertThat(message.getProperty("level")).isEqualTo("h\u00F6her + 1&2=3");
    assertThat(Arrays.stream(message.getProperties()).map(MessageProperty::getName))
        .containsExactly("level");
  }
}
