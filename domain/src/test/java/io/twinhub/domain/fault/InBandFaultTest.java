package io.twinhub.domain.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.message.event.DeviceMessage;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Messages that ask for a fault, as the tests of Azure's SDKs send them. */
class InBandFaultTest {

  private static DeviceMessage message(Map<String, String> properties) {
    DeviceMessage message = DeviceMessage.ofJson("{}");
    for (Map.Entry<String, String> property : properties.entrySet()) {
      message = message.with("AzIoTHub_FaultOperation" + property.getKey(), property.getValue());
    }
    return message;
  }

  @ParameterizedTest
  @EnumSource(InBandFault.Kind.class)
  void each_kind_is_found_in_any_case(InBandFault.Kind kind) {
    DeviceMessage message = message(Map.of("Type", kind.text().toUpperCase(Locale.ROOT)));
    assertThat(InBandFault.isIn(message)).isTrue();
    assertThat(InBandFault.read(message))
        .isEqualTo(new InBandFault(kind, "", Duration.ZERO, Duration.ZERO));
  }

  @Test
  void reason_delay_and_duration_are_read() {
    DeviceMessage message = message(Map.of(
        "Type",
        "InvokeThrottling",
        "CloseReason",
        "boom",
        "DelayInSecs",
        "5",
        "DurationInSecs",
        "3600"));
    assertThat(InBandFault.read(message))
        .isEqualTo(new InBandFault(
            InBandFault.Kind.THROTTLE, "boom", Duration.ofSeconds(5), Duration.ofHours(1)));
  }

  @Test
  void an_ordinary_message_asks_for_none() {
    assertThat(InBandFault.isIn(DeviceMessage.ofJson("{}"))).isFalse();
  }

  @Test
  void refusals_have_their_errors_and_the_others_break_something() {
    assertThat(InBandFault.Kind.THROTTLE.refusal()).contains(ErrorCode.THROTTLING);
    assertThat(InBandFault.Kind.EXCEED_QUOTA.refusal()).contains(ErrorCode.IOT_HUB_QUOTA_EXCEEDED);
    assertThat(InBandFault.Kind.REFUSE_AUTHORIZATION.refusal())
        .contains(ErrorCode.IOT_HUB_UNAUTHORIZED);
    assertThat(InBandFault.Kind.KILL_TCP.refusal()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
      Type | reboot | there is no in-band fault 'reboot'
      DelayInSecs | soon | AzIoTHub_FaultOperationDelayInSecs is 'soon': it must be 0 to 3600 whole seconds
      DelayInSecs | ~~ | AzIoTHub_FaultOperationDelayInSecs is '': it must be 0 to 3600 whole seconds
      DelayInSecs | -1 | AzIoTHub_FaultOperationDelayInSecs is '-1': it must be 0 to 3600 whole seconds
      DurationInSecs | 3601 | AzIoTHub_FaultOperationDurationInSecs is '3601': it must be 0 to 3600 whole seconds
      DurationInSecs | 9999999999 | AzIoTHub_FaultOperationDurationInSecs is '9999999999': it must be 0 to 3600 whole seconds
      """)
  void a_wrong_property_is_named(String property, String value, String sentence) {
    Map<String, String> properties = new HashMap<>(Map.of("Type", "KillTcp"));
    properties.put(property, value);
    assertThatThrownBy(() -> InBandFault.read(message(properties)))
        .isInstanceOf(HubException.class)
        .hasMessage(sentence);
  }
}
