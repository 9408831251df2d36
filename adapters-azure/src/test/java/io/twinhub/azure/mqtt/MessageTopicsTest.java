package io.twinhub.azure.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.CloudMessage;
import io.twinhub.domain.message.MessageAck;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTopicsTest {
  private static final byte[] BODY = {1, 0, -1};

  private final MessageTopics topics = new MessageTopics(TwinAddress.device("d"));

  private CloudMessage message(String bag) {
    return topics.message("devices/d/messages/devicebound/" + bag, BODY);
  }

  @Test
  void all_properties_are_read_whatever_is_encoded() {
    CloudMessage expected = CloudMessage.to("/devices/d/messages/deviceBound")
        .messageId("m+1")
        .correlationId("größer")
        .userId(new byte[] {'u'})
        .contentType("text/plain; charset=UTF-8")
        .contentEncoding("utf-8")
        .expiry(Instant.parse("2030-01-02T03:04:05.1234567Z"))
        .ack(MessageAck.FULL)
        .property("a", "x=1&2")
        .property("empty", "")
        .property("none", "")
        .body(BODY)
        .build();
    assertThat(message("%24.mid=m%2B1&$.exp=2030-01-02T03:04:05.1234567Z"
            + "&%24.to=%2Fdevices%2Fd%2Fmessages%2FdeviceBound&%24.uid=u&%24.cid=gr%C3%B6%C3%9Fer"
            + "&%24.ct=text%2Fplain%3B%20charset%3DUTF-8&%24.ce=utf-8&iothub-ack=full&%24.new=1"
            + "&a=x%3D1%262&empty=&none"))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "&", "%24.exp=0", "$.mid=", "%24.to=%2Fdevices%2Fd%2Fmessages%2Fdevicebound"})
  void what_is_not_said_is_empty(String bag) {
    assertThat(message(bag))
        .isEqualTo(CloudMessage.to(TwinAddress.device("d")).body(BODY).build());
  }

  @Test
  void only_topics_of_the_own_identity_are_messages() {
    MessageTopics ofModule = new MessageTopics(TwinAddress.module("d", "m"));
    assertThat(topics.filter()).isEqualTo("devices/d/messages/devicebound/#");
    assertThat(ofModule.filter()).isEqualTo("devices/d/modules/m/messages/devicebound/#");
    assertThat(topics.isMessage("devices/d/modules/m/messages/devicebound/")).isFalse();
    assertThat(ofModule.isMessage("devices/d/modules/m/messages/devicebound/")).isTrue();
  }
}
