package io.twinhub.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.microsoft.azure.sdk.iot.device.DeviceClient;
import com.microsoft.azure.sdk.iot.device.IotHubClientProtocol;
import com.microsoft.azure.sdk.iot.device.IotHubMessageResult;
import com.microsoft.azure.sdk.iot.device.transport.IotHubConnectionStatus;
import com.microsoft.azure.sdk.iot.device.twin.DirectMethodResponse;
import com.microsoft.azure.sdk.iot.service.exceptions.IotHubNotFoundException;
import com.microsoft.azure.sdk.iot.service.messaging.AcknowledgementType;
import com.microsoft.azure.sdk.iot.service.messaging.DeliveryAcknowledgement;
import com.microsoft.azure.sdk.iot.service.messaging.FeedbackRecord;
import com.microsoft.azure.sdk.iot.service.messaging.FeedbackStatusCode;
import com.microsoft.azure.sdk.iot.service.messaging.IotHubServiceClientProtocol;
import com.microsoft.azure.sdk.iot.service.messaging.Message;
import com.microsoft.azure.sdk.iot.service.messaging.MessageFeedbackProcessorClient;
import com.microsoft.azure.sdk.iot.service.messaging.MessageFeedbackProcessorClientOptions;
import com.microsoft.azure.sdk.iot.service.messaging.MessagingClient;
import com.microsoft.azure.sdk.iot.service.messaging.MessagingClientOptions;
import com.microsoft.azure.sdk.iot.service.registry.Device;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The unchanged Java SDKs send messages, receive them over AMQP, and read what became of them. */
@Timeout(180)
class MessagesOverAmqpIT {
  private static final int WAIT_SECONDS_MAX = 30;

  private static HubOnSdkPorts hub;
  private static SSLContext trust;

  @BeforeAll
  static void start() throws Exception {
    hub = HubOnSdkPorts.start();
    trust = new TestCertificates().trusting(hub.hub().facts().trust());
  }

  @AfterAll
  static void stop() {
    hub.close();
  }

  private static MessagingClient sender(IotHubServiceClientProtocol protocol) throws Exception {
    MessagingClient client = new MessagingClient(
        hub.hub().facts().connectionString(),
        protocol,
        MessagingClientOptions.builder().sslContext(trust).build());
    client.open();
    return client;
  }

  private static Message message(String text) {
    Message message = new Message(text);
    message.setMessageId("id-" + text);
    message.setCorrelationId("of-" + text);
    message.setProperties(Map.of("kind", text));
    message.setDeliveryAcknowledgement(DeliveryAcknowledgement.Full);
    return message;
  }

  @ParameterizedTest
  @EnumSource(names = {"AMQPS", "AMQPS_WS"})
  void a_device_completes_abandons_and_rejects_and_its_back_end_is_told(
      IotHubClientProtocol protocol) throws Exception {
    Device device = hub.newDevice("receiver-" + protocol);
    IotHubServiceClientProtocol sending = IotHubServiceClientProtocol.valueOf(protocol.name());
    BlockingQueue<FeedbackRecord> told = new LinkedBlockingQueue<>();
    MessageFeedbackProcessorClient feedback = new MessageFeedbackProcessorClient(
        hub.hub().facts().connectionString(),
        sending,
        batch -> {
          told.addAll(batch.getRecords());
          return AcknowledgementType.COMPLETE;
        },
        MessageFeedbackProcessorClientOptions.builder().sslContext(trust).build());
    feedback.start();
    BlockingQueue<String> received = new LinkedBlockingQueue<>();
    DeviceClient client = new DeviceClient(HubOnSdkPorts.connectionString(device), protocol);
    var unused = client.setMessageCallback(
        (message, context) -> {
          String text = new String(message.getBytes(), UTF_8);
          boolean again = received.contains(text);
          received.add(text);
          assertThat(message.getMessageId()).isEqualTo("id-" + text);
          assertThat(message.getCorrelationId()).isEqualTo("of-" + text);
          assertThat(message.getProperty("kind")).isEqualTo(text);
          if (text.equals("bad")) {
            return IotHubMessageResult.REJECT;
          }
          return text.equals("later") && !again
              ? IotHubMessageResult.ABANDON
              : IotHubMessageResult.COMPLETE;
        },
        "unused");
    MessagingClient sender = sender(sending);
    try (DeviceProgram program = DeviceProgram.open(client)) {
      for (String text : List.of("good", "bad", "later")) {
        sender.send(device.getDeviceId(), message(text));
      }
      Map<String, FeedbackStatusCode> ends = new TreeMap<>();
      while (ends.size() < 3) {
        FeedbackRecord record =
            Objects.requireNonNull(told.poll(WAIT_SECONDS_MAX, TimeUnit.SECONDS), "no feedback");
        assertThat(record.getDeviceId()).isEqualTo(device.getDeviceId());
        ends.put(record.getOriginalMessageId(), record.getStatusCode());
      }
      assertThat(ends)
          .isEqualTo(Map.of(
              "id-good", FeedbackStatusCode.success,
              "id-bad", FeedbackStatusCode.rejected,
              "id-later", FeedbackStatusCode.success));
      assertThat(Stream.of("good", "bad", "later")
              .map(text -> received.stream().filter(text::equals).count()))
          .containsExactly(1L, 1L, 2L);
      assertThat(program.statusChanges())
          .noneMatch(change -> change.getNewStatus() != IotHubConnectionStatus.CONNECTED);
    } finally {
      sender.close();
      feedback.stop();
    }
  }

  @ParameterizedTest
  @EnumSource(IotHubServiceClientProtocol.class)
  void a_message_to_nobody_is_an_exception_and_the_client_goes_on(
      IotHubServiceClientProtocol protocol) throws Exception {
    Device device = hub.newDevice("somebody-" + protocol);
    MessagingClient sender = sender(protocol);
    assertThat(catchThrowable(() -> sender.send("nobody", message("lost"))))
        .isInstanceOf(IotHubNotFoundException.class);
    sender.send(device.getDeviceId(), message("kept"));
    sender.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"AMQPS", "AMQPS_WS"})
  void a_device_subscribes_to_methods(IotHubClientProtocol protocol) throws Exception {
    Device device = hub.newDevice("called-" + protocol);
    DeviceClient client = new DeviceClient(HubOnSdkPorts.connectionString(device), protocol);
    try (DeviceProgram program = DeviceProgram.open(client)) {
      client.subscribeToMethods(
          (name, payload, context) -> new DirectMethodResponse(200, name), "unused");
      int unusedVersion = program.report("subscribed", true);
    }
  }
}
