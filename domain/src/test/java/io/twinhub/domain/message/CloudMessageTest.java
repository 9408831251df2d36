package io.twinhub.domain.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.queue.LockToken;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a message may be, and whom it may be for. */
class CloudMessageTest {
  private static final TwinAddress DEVICE = TwinAddress.device("d");

  private static CloudMessage.Builder message() {
    return CloudMessage.to(DEVICE);
  }

  private static void refused(ErrorCode code, CloudMessage.Builder message, String text) {
    assertThatThrownBy(message::build).isInstanceOfSatisfying(HubException.class, refusal -> {
      assertThat(refusal).hasMessage(text);
      assertThat(refusal.code()).isEqualTo(code);
    });
  }

  @ParameterizedTest
  @CsvSource({
    "none, NONE",
    "positive, POSITIVE",
    "NEGATIVE, NEGATIVE",
    "Full, FULL",
    "positiveonly, POSITIVE",
    "NegativeOnly, NEGATIVE",
  })
  void the_four_words_and_java_s_two_are_read_in_any_case(String word, MessageAck ack) {
    assertThat(MessageAck.parse(word)).isEqualTo(ack);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yes", "none ", "all", "ſull"})
  void any_other_word_is_refused(String word) {
    assertThatThrownBy(() -> MessageAck.parse(word))
        .isInstanceOf(HubException.class)
        .hasMessage(
            "iothub-ack must be none, positive, negative or full, but was '%s'".formatted(word));
  }

  @Test
  void each_character_of_a_message_id_passes_or_is_refused() {
    String lawful = "-:.+%_#*?!(),=@;$'";
    IntStream.rangeClosed(0, 0xff).forEach(c -> {
      boolean passes = c < 0x7f && (Character.isLetterOrDigit(c) || lawful.indexOf(c) >= 0);
      CloudMessage.Builder one = message().messageId("a" + (char) c);
      if (passes) {
        one.build();
      } else {
        assertThatThrownBy(one::build).as("character %d", c).isInstanceOf(HubException.class);
      }
    });
    message().messageId("x".repeat(128)).build();
    refused(
        ErrorCode.ARGUMENT_INVALID,
        message().messageId("x".repeat(129)),
        "message id '%s' must have 1 to 128 ASCII letters, digits and - : . + %% _ # * ? ! ( ) , = @ ; $ '"
            .formatted("x".repeat(129)));
  }

  @Test
  void each_character_of_a_property_name_passes_or_is_refused() {
    String lawful = "!#$%&'*+-.^_`|~";
    IntStream.rangeClosed(0, 0xff).forEach(c -> {
      boolean passes = c < 0x7f && (Character.isLetterOrDigit(c) || lawful.indexOf(c) >= 0);
      CloudMessage.Builder one = message().property("a" + (char) c, "");
      if (passes) {
        one.build();
      } else {
        assertThatThrownBy(one::build).as("character %d", c).isInstanceOf(HubException.class);
      }
    });
    refused(
        ErrorCode.ARGUMENT_INVALID,
        message().property("", "x"),
        "application property '' must be named by ASCII letters, digits and ! # $ % & ' * + - . ^ _ ` | ~");
  }

  @Test
  void names_of_properties_differ_in_more_than_case() {
    refused(
        ErrorCode.ARGUMENT_INVALID,
        message().property("Name", "1").property("nAME", "2"),
        "application property 'nAME' occurs more than once, whatever the case");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nb", "\u0000", "\u007f", "\u0085", "\ud83d"})
  void no_text_may_begin_another_header(String text) {
    refused(
        ErrorCode.ARGUMENT_INVALID,
        message().property("p", text),
        "application property 'p' must not have control characters");
    refused(
        ErrorCode.ARGUMENT_INVALID,
        message().correlationId(text),
        "correlation id must not have control characters");
    refused(
        ErrorCode.ARGUMENT_INVALID,
        message().contentType(text),
        "content type must not have control characters");
    refused(
        ErrorCode.ARGUMENT_INVALID,
        message().contentEncoding(text),
        "content encoding must not have control characters");
    refused(
        ErrorCode.ARGUMENT_INVALID, CloudMessage.to(text), "to must not have control characters");
  }

  @Test
  void a_message_of_64_kibibytes_with_its_properties_passes_and_one_byte_more_does_not() {
    CloudMessage.Builder full =
        message().messageId("id").userId(new byte[3]).contentType("ö").property("name", "ü");
    int others = MessageTarget.of(DEVICE).length() + 2 + 3 + 2 + 4 + 2;
    full.body(new byte[MessageLimits.MESSAGE_BYTES_MAX - others]).build();
    refused(
        ErrorCode.MESSAGE_TOO_LARGE,
        full.body(new byte[MessageLimits.MESSAGE_BYTES_MAX - others + 1]),
        "the message has 65537 bytes with its properties; at most 65536 are allowed");
  }

  @Test
  void an_expiry_is_one_that_azure_can_say() {
    message().expiry(MessageLimits.EXPIRY_MIN).build();
    message().expiry(MessageLimits.EXPIRY_MAX).build();
    refused(
        ErrorCode.ARGUMENT_INVALID,
        message().expiry(Instant.MAX),
        "the expiry +1000000000-12-31T23:59:59.999999999Z must be between 0001-01-01T00:00:00Z and"
            + " 9999-12-31T23:59:59.999999900Z");
    refused(
        ErrorCode.ARGUMENT_INVALID,
        message().expiry(Instant.ofEpochMilli(Long.MIN_VALUE)),
        "the expiry -292275055-05-16T16:47:04.192Z must be between 0001-01-01T00:00:00Z and"
            + " 9999-12-31T23:59:59.999999900Z");
  }

  @ParameterizedTest
  @CsvSource({
    "/devices/d/messages/devicebound, d",
    "/devices/d/messages/deviceBound, d",
    "/DEVICES/d/Messages/DeviceBound, d",
    "/devices/d/modules/m/messages/devicebound, d/m",
    "/devices/a%20b/messages/devicebound, a%20b",
    "/devices/a%23b/messages/devicebound, a#b|a%23b",
    "/devices/a+b/messages/devicebound, a+b",
    "/devices/a%2Bb/messages/devicebound, a+b|a%2Bb",
    "/devices/100%/messages/devicebound, 100%",
    "/devices/d%2Fm/messages/devicebound, d%2Fm",
    "/devices/d%31/modules/m%31/messages/devicebound, d1/m1|d%31/m%31"
  })
  void a_target_means_what_its_client_may_have_meant(String to, String meant) {
    assertThat(MessageTarget.candidates(to))
        .map(TwinAddress::toString)
        .containsExactly(meant.split("\\|"));
  }

  @Test
  void a_token_is_read_as_it_is_written() {
    LockToken token = new LockToken(UUID.fromString("0123abcd-0000-4000-8000-0123456789ab"));
    assertThat(LockToken.parse("0123ABCD-0000-4000-8000-0123456789AB")).contains(token);
    assertThat(token).hasToString("0123abcd-0000-4000-8000-0123456789ab");
    for (String foreign : new String[] {"", "1-2-3-4-5", token + "0", "{" + token + "}"}) {
      assertThat(LockToken.parse(foreign)).as(foreign).isEmpty();
    }
  }
}
