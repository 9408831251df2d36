package io.twinhub.azure.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubException;
import java.util.Map;
import java.util.Optional;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.transport.ErrorCondition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Refusals over AMQP, as Azure and a local hub word them. Source: messages.md 1, amqp.md 7. */
class AmqpRefusalsTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      amqp:not-found | 404001 DeviceNotFound: Device d not registered | DEVICE_NOT_FOUND | Device d not registered
      amqp:not-found | 404010 ModuleNotFound: no m | MODULE_NOT_FOUND | no m
      amqp:not-found | The device is unknown. | DEVICE_NOT_FOUND | The device is unknown.
      amqp:resource-limit-exceeded | Too many | DEVICE_MAXIMUM_QUEUE_DEPTH_EXCEEDED | Too many
      amqp:link:message-size-exceeded | Too large | MESSAGE_TOO_LARGE | Too large
      amqp:not-allowed | to | INVALID_OPERATION | to
      com.microsoft:argument-error | ack | ARGUMENT_INVALID | ack
      amqp:unauthorized-access | no | IOT_HUB_UNAUTHORIZED_ACCESS | no
      amqp:unauthorized-access | 401003 IotHubUnauthorized: expired | IOT_HUB_UNAUTHORIZED | expired
      com.microsoft:device-container-throttled | later | THROTTLING | later
      amqp:not-found | 999999 Unheard: of | DEVICE_NOT_FOUND | of
      amqp:frame-of-mind | odd | SERVICE_UNAVAILABLE | odd
      amqp:not-found | '' | DEVICE_NOT_FOUND | the hub answered amqp:not-found
      """)
  void the_number_in_the_text_counts_before_the_condition(
      String condition, String description, ErrorCode code, String text) {
    assertThat(of(new ErrorCondition(Symbol.valueOf(condition), description)))
        .isEqualTo(code + " " + text);
  }

  @Test
  void the_number_in_the_info_counts_before_the_condition() {
    ErrorCondition condition = new ErrorCondition(Symbol.valueOf("amqp:not-found"), "gone");
    condition.setInfo(Map.of(Symbol.valueOf("com.microsoft:error-code"), 404010));
    assertThat(of(condition)).isEqualTo("MODULE_NOT_FOUND gone");
  }

  @Test
  void where_nothing_is_said_the_hub_cannot_answer_now() {
    assertThat(text(AmqpRefusals.of(Optional.empty())))
        .isEqualTo("SERVICE_UNAVAILABLE the hub answered without a reason");
    assertThat(of(new ErrorCondition()))
        .isEqualTo("SERVICE_UNAVAILABLE the hub answered without a reason");
  }

  private static String of(ErrorCondition condition) {
    return text(AmqpRefusals.of(Optional.of(condition)));
  }

  private static String text(HubException refusal) {
    return refusal.code() + " " + refusal.error().message();
  }
}
