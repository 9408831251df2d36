package io.twinhub.domain.message.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.domain.access.AuthMethod;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.Bytes;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Messages of devices, their limits, and the names that events carry. */
class DeviceMessageTest {

  private static DeviceMessage ofSize(int bytes) {
    return DeviceMessage.of(Bytes.of(new byte[bytes]));
  }

  @Test
  void what_is_given_to_a_message_is_copied_and_keeps_its_order() {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("b", "1");
    properties.put("a", "2");
    DeviceMessage message = new DeviceMessage(Bytes.EMPTY, Map.of(), properties);
    properties.put("late", "3");
    assertThat(message.properties()).hasToString("{b=1, a=2}");
    assertThatThrownBy(() -> message.properties().put("c", "4"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> message.system().put(SystemProperty.TO, "x"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void a_property_is_added_or_replaced_and_the_first_message_stays() {
    DeviceMessage first = DeviceMessage.ofJson("{}").with("a", "1");
    DeviceMessage second = first.with("a", "2").with("b", "3").with(SystemProperty.MESSAGE_ID, "m");
    assertThat(first.properties()).hasToString("{a=1}");
    assertThat(first.find(SystemProperty.MESSAGE_ID)).isEmpty();
    assertThat(second.properties()).hasToString("{a=2, b=3}");
    assertThat(second.find(SystemProperty.MESSAGE_ID)).contains("m");
    assertThat(second.find(SystemProperty.CONTENT_TYPE)).contains("application/json");
    assertThat(second.find(SystemProperty.CONTENT_ENCODING)).contains("utf-8");
  }

  @Test
  void a_message_may_have_256_kib_and_not_a_byte_more() {
    ofSize(EventLimits.MESSAGE_BYTES_MAX).requireSize();
    assertTooLarge(ofSize(EventLimits.MESSAGE_BYTES_MAX + 1), 262_145);
  }

  @Test
  void properties_count_by_their_bytes_in_utf_8() {
    DeviceMessage small = ofSize(EventLimits.MESSAGE_BYTES_MAX - 9);
    small.with("ä", "€").with(SystemProperty.MESSAGE_ID, "öö").requireSize();
    assertTooLarge(small.with("ä", "€").with(SystemProperty.MESSAGE_ID, "ööx"), 262_145);
  }

  private static void assertTooLarge(DeviceMessage message, int bytes) {
    assertThatThrownBy(message::requireSize).isInstanceOfSatisfying(HubException.class, refusal -> {
      assertThat(refusal.code()).isEqualTo(ErrorCode.MESSAGE_TOO_LARGE);
      assertThat(refusal)
          .hasMessage("the message has " + bytes
              + " bytes with its properties; at most 262144 are allowed");
    });
  }

  @ParameterizedTest
  @EnumSource
  void each_system_property_is_found_by_its_name(SystemProperty property) {
    assertThat(SystemProperty.ofDocumentName(property.documentName())).contains(property);
  }

  @ParameterizedTest
  @EnumSource
  void each_source_is_found_by_both_of_its_names(EventSource source) {
    assertThat(EventSource.ofAzureName(source.azureName())).contains(source);
    assertThat(EventSource.ofRouteName(source.routeName().toLowerCase(java.util.Locale.ROOT)))
        .contains(source);
  }

  @Test
  void unknown_names_are_nothing() {
    assertThat(SystemProperty.ofDocumentName("messageid")).isEmpty();
    assertThat(EventSource.ofAzureName("telemetry")).isEmpty();
    assertThat(EventSource.ofRouteName("Telemetry")).isEmpty();
  }

  @Test
  void refusals_say_what_there_is() {
    assertRefusal(
        EventError.noSuchPartition(4, 4),
        ErrorCode.NOT_FOUND,
        "there is no partition '4'; this hub has 4, from 0 to 3");
    assertRefusal(
        EventError.beyondTheEnd(700, 6),
        ErrorCode.ARGUMENT_INVALID,
        "The supplied offset '700' is invalid. The last offset in the system is '6'");
    assertThat(EventError.logBusy("1000 messages wait").message())
        .isEqualTo("the event log is busy: 1000 messages wait; try again later");
  }

  private static void assertRefusal(HubError refusal, ErrorCode code, String message) {
    assertThat(refusal.code()).isEqualTo(code);
    assertThat(refusal.message()).isEqualTo(message);
  }

  @Test
  void a_partition_is_empty_before_its_first_event_and_after_its_last_was_dropped() {
    assertThat(PartitionState.NEW.isEmpty()).isTrue();
    assertThat(new PartitionState(8, 7, 900, Instant.EPOCH).isEmpty()).isTrue();
    assertThat(new PartitionState(7, 7, 900, Instant.EPOCH).isEmpty()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "OWN_KEY     |   | {'scope':'device','type':'sas','issuer':'iothub','acceptingIpFilterRule':null}",
        "OWN_KEY     | m | {'scope':'module','type':'sas','issuer':'iothub','acceptingIpFilterRule':null}",
        "POLICY_KEY  |   | {'scope':'hub','type':'sas','issuer':'iothub','acceptingIpFilterRule':null}",
        "POLICY_KEY  | m | {'scope':'hub','type':'sas','issuer':'iothub','acceptingIpFilterRule':null}",
        "CERTIFICATE |   | {'scope':'device','type':'x509Certificate','issuer':'external','acceptingIpFilterRule':null}",
      })
  void how_a_sender_proved_itself_is_told_as_captured(
      AuthMethod method, String moduleId, String text) {
    TwinAddress address =
        moduleId == null ? TwinAddress.device("d") : TwinAddress.module("d", moduleId);
    assertThat(method.text(address)).isEqualTo(text.replace('\'', '"'));
  }
}
