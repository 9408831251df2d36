package io.twinhub.local.frontend.mqtt;

import static io.twinhub.local.frontend.mqtt.TalkingHub.DEVICE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.twinhub.domain.message.CloudMessage;
import io.twinhub.domain.message.MessageAck;
import io.twinhub.domain.message.method.MethodAnswer;
import io.twinhub.local.frontend.mqtt.ClientPackets.Connect;
import io.twinhub.local.frontend.mqtt.SocketClient.Published;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The client of C, which cannot be run here, by what it sends: all filters in one packet, twins and methods
 * with QoS 0, messages with QoS 1. Sources: mqtt.md 3 and 4, methods.md 4, messages.md 4.
 */
class ClientOfCTest {
  private static final Connect DEV1 = Connect.of("dev1");

  /** What it subscribes to, each with its QoS. */
  private static final List<String> FILTERS = List.of(
      "0 $iothub/twin/res/#",
      "0 $iothub/twin/PATCH/properties/desired/#",
      "0 $iothub/methods/POST/#",
      "1 devices/dev1/messages/devicebound/#");

  private final TalkingHub hub = new TalkingHub();

  @AfterEach
  void stop() {
    hub.close();
  }

  private SocketClient subscribed() throws IOException {
    SocketClient device = hub.client(DEV1);
    String filters = FILTERS.stream()
        .flatMap(line -> Stream.of("%04x".formatted(line.length() - 2)
            + HexFormat.of().formatHex(line.substring(2).getBytes(UTF_8))
            + "0" + line.charAt(0)))
        .reduce("0001", String::concat);
    device.send(HexFormat.of()
        .parseHex("82%02x01".formatted(filters.length() / 2 | 128) + filters));
    assertThat(device.packet()).containsExactly(0x90, 0, 1, 0, 0, 0, 1);
    return device;
  }

  /** What stands in the fifth segment, which must begin so. */
  private static String rid(Published call) {
    assertThat(call.topic()).matches("[^/]+/methods/POST/[^/]+/[?][$]rid=[^/]+");
    return call.topic().replaceFirst(".*/[?][$]rid=", "");
  }

  /** It compares keys literally, finds the call's id behind {@code ?$rid=}, and settles with PUBACK. */
  @Test
  void answers_calls_and_receives_messages_on_one_connection() throws IOException {
    try (SocketClient device = subscribed()) {
      hub.send(CloudMessage.to(DEVICE)
          .messageId("m1")
          .correlationId("c1")
          .ack(MessageAck.FULL)
          .property("a", "b c")
          .body("text"));
      Published message = device.published();
      assertThat(message.topic())
          .isEqualTo(
              "devices/dev1/messages/devicebound/%24.mid=m1&%24.to=%2Fdevices%2Fdev1%2Fmessages%2Fdevicebound&%24.cid=c1&iothub-ack=full&a=b%20c");
      assertThat(message.firstByte()).isEqualTo(0x32);
      CompletableFuture<MethodAnswer> call = hub.call(DEVICE, "reboot", "");
      Published request = device.published();
      assertThat(request.firstByte()).isEqualTo(0x30);
      assertThat(request.payload()).isEqualTo("null");
      String rid = rid(request);
      device.send(
          ClientPackets.publish("$iothub/methods/res/200/?$rid=" + rid, "{}", 0, 0),
          new byte[] {0x40, 2, (byte) (message.packetId() >> 8), (byte) message.packetId()});
      assertThat(call.join()).isEqualTo(MethodAnswer.of(200, "{}"));
      assertThat(device.isQuiet()).isTrue();
      await().until(() -> hub.waiting(DEVICE) == 0);
    }
  }

  /** What its users' handlers return is the status, whatever it is. */
  @ParameterizedTest
  @CsvSource({"0, {}", "-1, {}", "1, ''", "500, []"})
  void the_handlers_number_is_the_status(int status, String payload) throws IOException {
    try (SocketClient device = subscribed()) {
      CompletableFuture<MethodAnswer> call = hub.call(DEVICE, "m", "1");
      String rid = rid(device.published());
      device.send(ClientPackets.publish(
          "$iothub/methods/res/%d/?$rid=%s".formatted(status, rid), payload, 0, 0));
      assertThat(call.join())
          .isEqualTo(MethodAnswer.of(status, payload.isEmpty() ? "null" : payload));
    }
  }
}
