package io.twinhub.local.frontend.mqtt.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.CloudMessage;
import io.twinhub.domain.message.MessageAck;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The topics of messages, as clients take them apart. Source: messages.md 4. */
class MessageTopicTest {
  private static final TwinAddress DEVICE = TwinAddress.device("d1");
  private static final String PATH = "devices/d1/messages/devicebound/";
  private static final String TO = "%24.to=%2Fdevices%2Fd1%2Fmessages%2Fdevicebound";

  private static Optional<String> topic(CloudMessage.Builder message) {
    return MessageTopic.of(DEVICE, message.build());
  }

  @Test
  void has_at_least_the_target_so_that_no_client_finds_it_empty() {
    assertThat(topic(CloudMessage.to(DEVICE))).contains(PATH + TO);
  }

  @Test
  void has_the_target_as_it_was_sent() {
    assertThat(topic(CloudMessage.to("/devices/d1/messages/deviceBound")))
        .contains(PATH + "%24.to=%2Fdevices%2Fd1%2Fmessages%2FdeviceBound");
  }

  @Test
  void has_system_properties_first_and_in_their_order() {
    CloudMessage.Builder message = CloudMessage.to(DEVICE)
        .property("b", "2")
        .property("a", "1")
        .ack(MessageAck.NONE)
        .contentEncoding("utf-8")
        .contentType("text/plain; charset=UTF-8")
        .correlationId("c/1")
        .userId("user 1".getBytes(StandardCharsets.UTF_8))
        .expiry(Instant.parse("2026-11-29T01:02:03Z"))
        .messageId("8fb8d0f4-9a4c-4f2f-a8f9-0a4a2f1a7a11");
    assertThat(topic(message))
        .contains(PATH
            + "%24.mid=8fb8d0f4-9a4c-4f2f-a8f9-0a4a2f1a7a11"
            + "&%24.exp=2026-11-29T01%3A02%3A03.0000000Z"
            + "&" + TO
            + "&%24.uid=user%201&%24.cid=c%2F1"
            + "&%24.ct=text%2Fplain%3B%20charset%3DUTF-8&%24.ce=utf-8"
            + "&iothub-ack=none&b=2&a=1");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-29T01:02:03.1234567Z, 2026-11-29T01%3A02%3A03.1234567Z",
    "2026-11-29T01:02:03.123456789Z, 2026-11-29T01%3A02%3A03.1234567Z",
    "0001-01-01T00:00:00Z, 0001-01-01T00%3A00%3A00.0000000Z",
    "9999-12-31T23:59:59.9999999Z, 9999-12-31T23%3A59%3A59.9999999Z"
  })
  void has_the_expiry_with_seven_digits(String expiry, String written) {
    assertThat(topic(CloudMessage.to(DEVICE).expiry(Instant.parse(expiry))))
        .contains(PATH + "%24.exp=" + written + "&" + TO);
  }

  @ParameterizedTest
  @CsvSource({
    "k, a b, k=a%20b",
    "k, a+b, k=a%2Bb",
    "k, 100%, k=100%25",
    "k, v=1&2, k=v%3D1%262",
    "k, a/b#c?d, k=a%2Fb%23c%3Fd",
    "k, \u00FC\uD83D\uDE00, k=%C3%BC%F0%9F%98%80",
    "k, -._~, k=-._~",
    "$k+#%, v, %24k%2B%23%25=v"
  })
  void has_every_byte_encoded_that_a_client_could_misread(
      String name, String value, String written) {
    assertThat(topic(CloudMessage.to(DEVICE).property(name, value)))
        .contains(PATH + TO + "&" + written);
  }

  @Test
  void lacks_properties_without_a_value_at_which_java_breaks_off() {
    assertThat(topic(CloudMessage.to(DEVICE)
            .contentType("")
            .userId(new byte[0])
            .property("empty", "")
            .property("k", "v")))
        .contains(PATH + TO + "&k=v");
  }

  @Test
  void has_a_user_id_that_is_no_text_byte_by_byte() {
    assertThat(topic(CloudMessage.to(DEVICE).userId(new byte[] {0, (byte) 0xFF, 'a'})))
        .contains(PATH + TO + "&%24.uid=%00%FFa");
  }

  @ParameterizedTest
  @CsvSource({
    "d%201, devices/d%201/messages/devicebound/",
    "a+b#c, devices/a%2Bb%23c/messages/devicebound/"
  })
  void has_the_id_as_it_is_without_wildcards(String id, String path) {
    assertThat(MessageTopic.of(TwinAddress.device(id), CloudMessage.to(DEVICE).build()))
        .contains(path + TO);
  }

  @Test
  void of_a_module_has_both_ids() {
    assertThat(MessageTopic.of(
            TwinAddress.module("d1", "m+1"), CloudMessage.to(DEVICE).build()))
        .contains("devices/d1/modules/m%2B1/messages/devicebound/" + TO);
  }

  @Test
  void is_as_long_as_mqtt_allows_and_no_longer() {
    int rest = MessageTopic.LENGTH_MAX - (PATH + TO + "&k=").length();
    String plain = "x".repeat(rest % 3);
    String encoded = "/".repeat(rest / 3);
    assertThat(topic(CloudMessage.to(DEVICE).property("k", plain + encoded)))
        .get()
        .extracting(String::length)
        .isEqualTo(MessageTopic.LENGTH_MAX);
    assertThat(topic(CloudMessage.to(DEVICE).property("k", "x" + plain + encoded)))
        .isEmpty();
  }
}
