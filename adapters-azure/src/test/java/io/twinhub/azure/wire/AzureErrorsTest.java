package io.twinhub.azure.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.azure.sdk.iot.device.IotHubStatusCode;
import com.microsoft.azure.sdk.iot.device.exceptions.IotHubClientException;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubException;
import java.io.EOFException;
import java.net.ConnectException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Azure's refusals as codes. Source: captured bodies in both dialects of the service. */
class AzureErrorsTest {
  private static HubException answered(int status, String body) {
    return AzureErrors.of(status, Optional.empty(), body);
  }

  @ParameterizedTest
  @CsvSource({
    "403002, IOT_HUB_QUOTA_EXCEEDED", "403004, DEVICE_MAXIMUM_QUEUE_DEPTH_EXCEEDED",
        "429002, THROTTLING",
    "403012, DEVICE_DISABLED", "413003, TOO_MANY_MODULES", "400999, ARGUMENT_INVALID"
  })
  void a_number_that_only_one_of_us_knows_has_a_code_and_an_unknown_one_that_of_its_status(
      int number, ErrorCode code) {
    HubException refusal =
        answered(number / 1000, "{\"errorCode\":%d,\"message\":\"no\"}".formatted(number));
    assertThat(refusal.code()).isEqualTo(code);
  }

  @Test
  void a_name_in_front_of_the_text_is_the_code() {
    HubException refusal = answered(
        404,
        "{\"Message\":\"ErrorCode:DeviceNotFound;Device a not registered\","
            + "\"ExceptionMessage\":\"Tracking ID:1\"}");
    assertThat(refusal.code()).isEqualTo(ErrorCode.DEVICE_NOT_FOUND);
    assertThat(refusal).hasMessage("Device a not registered (DeviceNotFound, tracking ID 1)");
  }

  @Test
  void a_number_in_a_message_that_is_json_is_the_code() {
    HubException refusal = answered(
        404,
        "{\"Message\":\"{\\\"errorCode\\\":404010,\\\"message\\\":\\\"no module\\\"}\","
            + "\"ExceptionMessage\":\"\"}");
    assertThat(refusal.code()).isEqualTo(ErrorCode.MODULE_NOT_FOUND);
    assertThat(refusal).hasMessage("no module (404010)");
  }

  @Test
  void a_number_in_the_body_itself_is_the_code() {
    HubException refusal = answered(412, "{\"errorCode\":412001,\"message\":\"too late\"}");
    assertThat(refusal.code()).isEqualTo(ErrorCode.PRECONDITION_FAILED);
    assertThat(refusal).hasMessage("too late (412001)");
  }

  @Test
  void the_header_counts_before_the_status() {
    HubException refusal = AzureErrors.of(409, Optional.of("ModuleAlreadyExistsOnDevice"), "");
    assertThat(refusal.code()).isEqualTo(ErrorCode.MODULE_ALREADY_EXISTS);
    assertThat(refusal).hasMessage("the hub answered 409 (ModuleAlreadyExistsOnDevice)");
  }

  @ParameterizedTest
  @CsvSource({
    "400, ARGUMENT_INVALID",
    "401, IOT_HUB_UNAUTHORIZED",
    "403, TOO_MANY_DEVICES",
    "404, NOT_FOUND",
    "405, METHOD_NOT_ALLOWED",
    "409, DEVICE_ALREADY_EXISTS",
    "412, PRECONDITION_FAILED",
    "413, MESSAGE_TOO_LARGE",
    "418, INVALID_OPERATION",
    "429, THROTTLING",
    "500, SERVER_ERROR",
    "501, NOT_IMPLEMENTED",
    "502, SERVICE_UNAVAILABLE",
    "503, SERVICE_UNAVAILABLE",
    "504, SERVICE_UNAVAILABLE"
  })
  void a_bare_status_has_a_code(int status, ErrorCode code) {
    assertThat(answered(status, "<html>").code()).isEqualTo(code);
    assertThat(answered(status, "").code()).isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource({
    "BAD_FORMAT, ARGUMENT_INVALID", "UNAUTHORIZED, IOT_HUB_UNAUTHORIZED",
    "QUOTA_EXCEEDED, THROTTLING", "NOT_FOUND, DEVICE_NOT_FOUND",
    "PRECONDITION_FAILED, PRECONDITION_FAILED", "REQUEST_ENTITY_TOO_LARGE, MESSAGE_TOO_LARGE",
    "THROTTLED, THROTTLING", "INTERNAL_SERVER_ERROR, SERVER_ERROR",
    "SERVER_BUSY, SERVICE_UNAVAILABLE", "DEVICE_OPERATION_TIMED_OUT, SERVICE_UNAVAILABLE"
  })
  void a_status_of_the_device_sdk_has_a_code(IotHubStatusCode status, ErrorCode code) {
    assertThat(AzureErrors.of(new IotHubClientException(status)).code()).isEqualTo(code);
  }

  @ParameterizedTest
  @EnumSource(IotHubStatusCode.class)
  void a_status_without_a_text_is_named(IotHubStatusCode status) {
    assertThat(AzureErrors.of(new IotHubClientException(status)))
        .hasMessage("the hub answered " + status);
  }

  @Test
  void a_connection_that_did_not_come_about_has_a_reason_in_words() {
    Exception refused = new ConnectException();
    Exception unknown = new ConnectException();
    unknown.initCause(new UnresolvedAddressException());
    assertThat(AzureErrors.unreachable("a.b", refused))
        .hasMessage("no answer from a.b: the connection was refused");
    assertThat(AzureErrors.unreachable("a.b", unknown))
        .hasMessage("no answer from a.b: the host name is not known");
    assertThat(AzureErrors.unreachable("a.b", new EOFException()))
        .hasMessage("no answer from a.b: the connection broke");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "org.apache.qpid.proton.engine.TransportException: connection aborted | connection aborted",
        "lost: java.net.SocketException: Connection reset | lost: Connection reset",
        "a.b is not known: example.azure-devices.net | a.b is not known: example.azure-devices.net",
        "org.eclipse.paho.client.mqttv3.MqttException | the connection broke",
        "in com.microsoft.azure.Outer$Inner: no | in no"
      })
  void no_class_of_a_library_is_named(String said, String told) {
    assertThat(AzureErrors.unreachable("a.b", new EOFException(said)))
        .hasMessage("no answer from a.b: " + told);
  }
}
