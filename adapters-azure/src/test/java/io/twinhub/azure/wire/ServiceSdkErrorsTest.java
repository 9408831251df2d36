package io.twinhub.azure.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.microsoft.azure.sdk.iot.service.exceptions.IotHubDeviceMaximumQueueDepthExceededException;
import com.microsoft.azure.sdk.iot.service.exceptions.IotHubException;
import com.microsoft.azure.sdk.iot.service.exceptions.IotHubNotFoundException;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ServiceSdkErrorsTest {
  static Stream<Arguments> refusals() {
    return Stream.of(
        arguments(
            new IotHubNotFoundException("no such thing"),
            ErrorCode.DEVICE_NOT_FOUND,
            "no such thing"),
        arguments(
            new IotHubNotFoundException("404010 ModuleNotFound: no module m"),
            ErrorCode.MODULE_NOT_FOUND,
            "no module m"),
        arguments(
            new IotHubDeviceMaximumQueueDepthExceededException("full"),
            ErrorCode.DEVICE_MAXIMUM_QUEUE_DEPTH_EXCEEDED,
            "full"),
        arguments(
            new IotHubException("com.microsoft:argument-error:400004 ArgumentInvalid: a bad word"),
            ErrorCode.ARGUMENT_INVALID,
            "a bad word"),
        arguments(
            new IotHubException("{\"errorCode\":429001,\"message\":\"too fast\"}"),
            ErrorCode.THROTTLING,
            "too fast"),
        arguments(
            new IotHubException("the client was closed"),
            ErrorCode.SERVICE_UNAVAILABLE,
            "the client was closed"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void a_refusal_over_amqp_keeps_its_code_and_its_text(
      IotHubException failure, ErrorCode code, String text) {
    HubException refusal = AzureErrors.of(failure);
    assertThat(refusal.code()).isEqualTo(code);
    assertThat(refusal).hasMessage(text);
  }
}
