package io.twinhub.conformance;

import static io.twinhub.conformance.SdkMatrixBackEnd.requireSame;

import com.microsoft.azure.sdk.iot.device.DeviceClient;
import com.microsoft.azure.sdk.iot.device.InternalClient;
import com.microsoft.azure.sdk.iot.device.IotHubMessageResult;
import com.microsoft.azure.sdk.iot.device.Message;
import com.microsoft.azure.sdk.iot.device.twin.DirectMethodPayload;
import com.microsoft.azure.sdk.iot.device.twin.DirectMethodResponse;
import com.microsoft.azure.sdk.iot.service.messaging.FeedbackStatusCode;
import com.microsoft.azure.sdk.iot.service.twin.Twin;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** A device or module of the Java rows of the SDK matrix that answers methods and receives messages. */
final class SdkMatrixCommands {
  private static final int CALL_MILLIS_MAX = 5_000;
  private static final String NAME = "comp*echo";
  private static final String MUTE = "mute";

  /** By the JSON text that is to come back. */
  private static final Map<String, Object> PAYLOADS = Map.of(
      "{\"a b\":[1,null,\"ü\"]}",
      Map.of("a b", Arrays.asList(1, null, "ü")),
      "\"a/b \\\"c\\\"\"",
      "a/b \"c\"",
      "0",
      0,
      "false",
      false,
      "[]",
      new int[0]);

  private final InternalClient client;
  private final Twin who;
  private final String transport;
  private final Queue<Message> received = new ConcurrentLinkedQueue<>();
  private final Map<String, FeedbackStatusCode> ends = new LinkedHashMap<>();
  private SdkMatrixBackEnd backEnd;
  private volatile IotHubMessageResult next = IotHubMessageResult.COMPLETE;

  /**
   * A device or module that is not open yet.
   *
   * @param who its ids; a twin without content
   */
  SdkMatrixCommands(InternalClient client, SdkMatrixBackEnd backEnd, Twin who, String transport) {
    this.client = client;
    this.backEnd = backEnd;
    this.who = who;
    this.transport = transport;
  }

  /** The same device, of another back end. */
  void of(SdkMatrixBackEnd other) {
    backEnd = other;
  }

  /** Answers calls with payloads of every kind. */
  void methods() throws Exception {
    DeviceProgram.retried(() -> {
      client.subscribeToMethods(
          (name, payload, context) -> answer(name, payload), "unused", CALL_MILLIS_MAX);
      return true;
    });
    for (Map.Entry<String, Object> payload : PAYLOADS.entrySet()) {
      require(NAME, payload.getValue(), 207, payload.getKey());
    }
    require(NAME, null, 207, "null");
    require(MUTE, null, -1, "null");
  }

  private static DirectMethodResponse answer(String name, DirectMethodPayload payload) {
    return switch (name) {
      case NAME -> new DirectMethodResponse(207, payload.getPayloadAsJsonElement());
      case MUTE -> new DirectMethodResponse(-1, null);
      default -> new DirectMethodResponse(404, "no method " + name);
    };
  }

  void echo(String text) throws Exception {
    require(NAME, text, 207, '"' + text + '"');
  }

  /** The SDK hands on whatever is called. */
  void unknownMethod() throws Exception {
    require("nobody", null, 404, "\"no method nobody\"");
  }

  private void require(String name, @Nullable Object payload, int status, String json)
      throws Exception {
    var answer = backEnd.call(who, name, payload);
    requireSame("the status", answer.getStatus(), status);
    requireSame("an answer", String.valueOf(answer.getPayloadAsJsonElement()), json);
  }

  /** Receives what was sent. */
  void messages() throws Exception {
    ends.put(receive("a b/c", IotHubMessageResult.COMPLETE), FeedbackStatusCode.success);
    ends.put(receive("", IotHubMessageResult.COMPLETE), FeedbackStatusCode.success);
  }

  /** What the sender is told of all these messages; feedback takes a second, so it is asked last. */
  void requireFeedback() throws InterruptedException {
    for (Map.Entry<String, FeedbackStatusCode> end : ends.entrySet()) {
      backEnd.requireFeedback(who.getDeviceId(), end.getKey(), end.getValue());
    }
  }

  /** Gives a message back and rejects another, where the SDK's transport can say that. */
  void abandonAndReject() throws Exception {
    String bad = receive("bad", IotHubMessageResult.REJECT);
    if (transport.startsWith("MQTT")) {
      ends.put(bad, FeedbackStatusCode.success);
      throw new SdkMatrixDevice.NoSuchCall("over MQTT whatever a callback returns completes");
    }
    ends.put(bad, FeedbackStatusCode.rejected);
    String again = receive("again", IotHubMessageResult.ABANDON);
    SdkMatrixBackEnd.until(() -> received.size() > 1, "the message once more");
    ends.put(again, FeedbackStatusCode.success);
  }

  /** Receives one message with all of its parts; its id. */
  String receive(String text, IotHubMessageResult result) throws Exception {
    received.clear();
    next = result;
    DeviceClient unused = ((DeviceClient) client)
        .setMessageCallback(
            (message, context) -> {
              received.add(message);
              IotHubMessageResult said = next;
              next = IotHubMessageResult.COMPLETE;
              return said;
            },
            "unused");
    String id = backEnd.send(who.getDeviceId(), text);
    SdkMatrixBackEnd.until(() -> !received.isEmpty(), "a message");
    Message message = received.element();
    requireSame("the body", new String(message.getBytes(), StandardCharsets.UTF_8), text);
    requireSame("the id", message.getMessageId(), id);
    requireSame("the correlation id", message.getCorrelationId(), SdkMatrixBackEnd.CORRELATION_ID);
    SdkMatrixBackEnd.PROPERTIES.forEach((name, value) ->
        requireSame("property " + name, ofHeader(message.getProperty(name)), value));
    return id;
  }

  /** Java reads each byte of a header as a character. */
  private @Nullable String ofHeader(@Nullable String text) {
    return text != null && transport.equals("HTTPS")
        ? new String(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)
        : text;
  }
}
