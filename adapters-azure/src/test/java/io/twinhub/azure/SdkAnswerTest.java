package io.twinhub.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.azure.sdk.iot.device.IotHubStatusCode;
import com.microsoft.azure.sdk.iot.device.Message;
import com.microsoft.azure.sdk.iot.device.MessageType;
import com.microsoft.azure.sdk.iot.device.exceptions.IotHubClientException;
import com.microsoft.azure.sdk.iot.device.transport.IotHubTransportMessage;
import io.twinhub.azure.wire.Waits;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the device SDK's threads say of one answer, in whatever order and however often. */
class SdkAnswerTest {
  private final SdkAnswer answer = new SdkAnswer();

  private static IotHubTransportMessage message(String status, String body) {
    IotHubTransportMessage message =
        new IotHubTransportMessage(body.getBytes(StandardCharsets.UTF_8), MessageType.DEVICE_TWIN);
    message.setStatus(status);
    return message;
  }

  private IotHubTransportMessage waited() {
    return Waits.done("the hub", answer.future(), Duration.ofSeconds(5));
  }

  private void refusedWith(ErrorCode code, String message) {
    assertThatThrownBy(this::waited)
        .isInstanceOfSatisfying(
            HubException.class, refusal -> assertThat(refusal.code()).isEqualTo(code))
        .hasMessage(message);
  }

  @Test
  void an_answer_that_was_received_is_taken_before_it_is_acknowledged() {
    IotHubTransportMessage twin = message("200", "{}");
    answer.onResponseReceived(null, twin, "", IotHubStatusCode.OK, null);
    assertThat(waited()).isSameAs(twin);
  }

  @Test
  void an_answer_of_whose_receipt_nobody_tells_is_taken_when_it_is_acknowledged() {
    IotHubTransportMessage twin = message("200", "{\"ä\":1}");
    answer.onRequestQueued(twin, "");
    answer.onRequestSent(twin, "");
    answer.onRequestAcknowledged(twin, "", null);
    answer.onResponseAcknowledged(twin, "");
    assertThat(SdkAnswer.text(waited())).isEqualTo("{\"ä\":1}");
  }

  @Test
  void the_first_that_is_told_stands() {
    IotHubTransportMessage first = message("204", "");
    answer.onResponseReceived(first, "", IotHubStatusCode.OK, null, null);
    answer.onResponseAcknowledged(message("429", ""), "");
    assertThat(waited()).isSameAs(first);
    assertThat(SdkAnswer.text(first)).isEmpty();
  }

  @Test
  void a_refusal_keeps_the_hubs_words() {
    answer.onResponseAcknowledged(
        message("412", "{\"errorCode\":412001,\"message\":\"the version is 3\"}"), "");
    refusedWith(ErrorCode.PRECONDITION_FAILED, "the version is 3 (412001)");
  }

  @Test
  void a_refusal_without_words_says_its_status() {
    answer.onResponseAcknowledged(message("429", ""), "");
    refusedWith(ErrorCode.THROTTLING, "the hub answered 429");
  }

  @Test
  void a_request_that_was_not_sent_fails() {
    answer.onRequestAcknowledged(
        message("", ""), "", new IotHubClientException(IotHubStatusCode.THROTTLED, "too much"));
    refusedWith(ErrorCode.THROTTLING, "too much");
  }

  @Test
  void a_transport_that_failed_instead_of_an_answer_fails_the_call() {
    answer.onResponseReceived(
        null,
        new Message(),
        "",
        IotHubStatusCode.ERROR,
        new IotHubClientException(IotHubStatusCode.IO_ERROR, "the pipe broke"));
    refusedWith(ErrorCode.SERVICE_UNAVAILABLE, "the pipe broke");
  }

  @Test
  void an_answer_without_a_status_is_no_answer() {
    answer.onResponseAcknowledged(new Message(), "");
    refusedWith(
        ErrorCode.SERVICE_UNAVAILABLE, "no answer from the hub: an answer without a status");
  }

  @Test
  void an_answer_with_a_status_that_is_no_number_is_no_answer() {
    answer.onResponseAcknowledged(message("ok", ""), "");
    refusedWith(
        ErrorCode.SERVICE_UNAVAILABLE, "no answer from the hub: an answer without a status");
  }
}
