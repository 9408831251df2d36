package io.twinhub.domain.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies, addresses and repeated texts of messages. */
class MessagePartsTest {
  @Test
  void bytes_are_equal_by_content_and_show_their_size_alone() {
    assertThat(Bytes.of(new byte[] {65}))
        .isEqualTo(Bytes.ofText("A"))
        .hasSameHashCodeAs(Bytes.ofText("A"));
    assertThat(Bytes.ofText("A")).isNotEqualTo(Bytes.ofText("B")).isNotEqualTo("A");
    assertThat(Bytes.of(new byte[0])).isSameAs(Bytes.EMPTY).isSameAs(Bytes.ofText(""));
    assertThat(Bytes.ofText("secret")).hasToString("6 bytes");
  }

  @ParameterizedTest
  @CsvSource({
    "/devices/d/messages/devicebound, d",
    "/devices/d/messages/deviceBound, d",
    "/devices/d/modules/m/messages/devicebound, d/m",
    "/devices/a%2Bb/messages/devicebound, a+b",
    "/devices/a+b/messages/devicebound, a+b",
    "/devices/a%zz/messages/devicebound, a%zz",
    "/devices/a%20b/messages/devicebound, a%20b",
  })
  void an_address_is_read_encoded_or_as_it_is(String to, String meant) {
    assertThat(MessageTarget.candidates(to).get(0)).hasToString(meant);
  }

  @Test
  void an_address_that_may_mean_two_names_both() {
    assertThat(MessageTarget.candidates("/devices/a%2Bb/messages/devicebound"))
        .containsExactly(TwinAddress.device("a+b"), TwinAddress.device("a%2Bb"));
    assertThat(MessageTarget.candidates("/devices/d/modules/m%zz/messages/devicebound"))
        .containsExactly(TwinAddress.module("d", "m%zz"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/devices/d",
        "devices/d/messages/devicebound",
        "/devices//messages/devicebound",
        "/devices/a b/messages/devicebound",
        "/devices/d/modules/a b/messages/devicebound"
      })
  void any_other_address_is_refused(String to) {
    assertThatThrownBy(() -> MessageTarget.candidates(to))
        .isInstanceOf(HubException.class)
        .hasMessage("to must be /devices/DEVICE/messages/devicebound or"
            + " /devices/DEVICE/modules/MODULE/messages/devicebound, but was '%s'".formatted(to));
  }

  @Test
  void a_long_text_of_a_client_is_cut_in_a_message() {
    assertThat(MessageError.unknownAck("x".repeat(300)).message())
        .isEqualTo("iothub-ack must be none, positive, negative or full, but was '"
            + "x".repeat(200)
            + "…'");
  }

  @Test
  void a_property_may_stand_once() {
    CloudMessage.Builder message = CloudMessage.to(TwinAddress.device("d")).property("a", "1");
    assertThatThrownBy(() -> message.property("a", "2"))
        .isInstanceOf(HubException.class)
        .hasMessageContaining("application property 'a'");
  }
}
