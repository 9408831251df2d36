package io.twinhub.application.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.application.port.DeviceConnection;
import io.twinhub.application.port.Subscription;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.DeviceStatus;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.method.CallId;
import io.twinhub.domain.message.method.MethodAnswer;
import io.twinhub.domain.message.method.MethodCall;
import io.twinhub.domain.message.method.MethodError;
import io.twinhub.domain.message.method.MethodLimits;
import io.twinhub.domain.message.method.MethodRequest;
import io.twinhub.domain.twin.IfMatch;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls of back ends that devices answer, and all the ways in which they do not. */
public abstract class DirectMethodsContract extends MethodAnswersContract {
  @Test
  void a_device_that_is_not_connected_is_not_online() {
    HubError refusal = refusalOf(methods().invoke(device(), REBOOT));
    assertThat(refusal).isEqualTo(MethodError.notOnline(Duration.ZERO));
    assertThat(refusal.code()).isEqualTo(ErrorCode.DEVICE_NOT_ONLINE);
    assertThat(refusal.message()).isEqualTo("Timed out waiting for device to connect.");
  }

  @Test
  void a_device_that_takes_no_calls_is_not_online() {
    TwinAddress device = device();
    try (DeviceConnection connection = connect(device)) {
      assertThat(refusalOf(methods().invoke(device, REBOOT)))
          .isEqualTo(MethodError.notOnline(Duration.ZERO));
      assertThat(connection.address()).isEqualTo(device);
    }
  }

  @Test
  void a_device_that_takes_no_calls_any_more_is_not_online() {
    TwinAddress device = device();
    try (DeviceConnection connection = connect(device)) {
      Subscription taking = connection.takeCalls(new Heard<>());
      taking.close();
      assertThat(refusalOf(methods().invoke(device, REBOOT)))
          .isEqualTo(MethodError.notOnline(Duration.ZERO));
    }
  }

  @Test
  void a_connect_time_out_is_told_with_its_length() {
    Duration wait = Duration.ofSeconds(1);
    HubError refusal = refusalOf(methods().invoke(device(), REBOOT.connectingWithin(wait)));
    assertThat(refusal).isEqualTo(MethodError.notOnline(wait));
    assertThat(((MethodError.TimedOut) refusal).timeoutText()).isEqualTo("00:00:01");
  }

  @Test
  void a_call_waits_for_a_device_that_connects_and_subscribes_later() {
    TwinAddress device = device();
    CompletableFuture<MethodAnswer> call = methods().invoke(device, REBOOT.connectingWithin(LONG));
    try (DeviceConnection connection = connect(device)) {
      assertThat(call).isNotDone();
      connection.takeCalls(request -> answer(connection, request, 200, "1"));
      assertThat(answerOf(call)).isEqualTo(MethodAnswer.of(200, "1"));
    }
  }

  @Test
  void a_device_that_is_silent_is_given_up_after_the_response_time_out() {
    TwinAddress device = device();
    Duration wait = MethodLimits.RESPONSE_TIMEOUT_MIN;
    try (DeviceConnection connection = connect(device)) {
      connection.takeCalls(new Heard<>());
      HubError refusal = refusalOf(methods().invoke(device, REBOOT.answeredWithin(wait)));
      assertThat(refusal).isEqualTo(MethodError.noAnswer(wait));
      assertThat(refusal.code()).isEqualTo(ErrorCode.GATEWAY_TIMEOUT);
      assertThat(refusal.message()).isEqualTo("Timed out waiting for the response from device.");
    }
  }

  @Test
  void a_device_is_told_that_its_answer_came_late() {
    TwinAddress device = device();
    Heard<MethodRequest> heard = new Heard<>();
    try (DeviceConnection connection = connect(device)) {
      connection.takeCalls(heard);
      var call = methods().invoke(device, REBOOT.answeredWithin(MethodLimits.RESPONSE_TIMEOUT_MIN));
      assertThat(refusalOf(call).code()).isEqualTo(ErrorCode.GATEWAY_TIMEOUT);
      assertThat(answer(connection, heard.next(), 200, "\"late\"")).isFalse();
    }
  }

  @Test
  void of_two_answers_the_first_counts() {
    TwinAddress device = device();
    try (DeviceConnection connection = connect(device)) {
      Heard<Boolean> counted = new Heard<>();
      connection.takeCalls(request -> {
        counted.accept(answer(connection, request, 1, "1"));
        counted.accept(answer(connection, request, 2, "2"));
      });
      assertThat(invoke(device, REBOOT)).isEqualTo(MethodAnswer.of(1, "1"));
      assertThat(List.of(counted.next(), counted.next())).containsExactly(true, false);
    }
  }

  @Test
  void nobody_answers_the_calls_of_another_device() {
    TwinAddress device = device();
    Heard<MethodRequest> heard = new Heard<>();
    try (DeviceConnection connection = connect(device);
        DeviceConnection other = connect(device())) {
      connection.takeCalls(heard);
      other.takeCalls(new Heard<>());
      CompletableFuture<MethodAnswer> call = methods().invoke(device, REBOOT);
      MethodRequest request = heard.next();
      assertThat(answer(other, request, 666, "\"forged\"")).isFalse();
      assertThat(other.answer(new CallId(Long.MAX_VALUE), 200, new byte[0])).isFalse();
      answer(connection, request, 200, "\"own\"");
      assertThat(answerOf(call)).isEqualTo(MethodAnswer.of(200, "\"own\""));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "yes", "{\"a\":}", "1 2", " ", "\u00ff"})
  void an_answer_that_is_not_json_is_told_to_the_caller(String broken) {
    TwinAddress device = device();
    try (DeviceConnection connection = answering(device, 200, broken)) {
      HubError refusal = refusalOf(methods().invoke(device, REBOOT));
      assertThat(refusal.code()).isEqualTo(ErrorCode.BAD_DEVICE_RESPONSE);
      assertThat(refusal.message())
          .startsWith("The device answered, but its payload cannot be passed on: ");
      assertThat(connection.read().desired().isEmpty()).isTrue();
    }
  }

  @Test
  void an_answer_that_is_too_large_is_told_to_the_caller() {
    TwinAddress device = device();
    String large = '"' + "x".repeat(MethodLimits.PAYLOAD_BYTES_MAX) + '"';
    try (DeviceConnection connection = answering(device, 200, large)) {
      assertThat(refusalOf(methods().invoke(device, REBOOT)).message())
          .isEqualTo(
              "The device answered, but its payload cannot be passed on: it has 131074 bytes of"
                  + " JSON; at most 131072 are allowed");
      assertThat(connection.address()).isEqualTo(device);
    }
  }

  @Test
  void a_call_whose_payload_is_not_json_is_refused() {
    HubError refusal = refusalOf(methods().invoke(device(), MethodCall.of("m", "{a}")));
    assertThat(refusal.code()).isEqualTo(ErrorCode.IOT_HUB_FORMAT_ERROR);
    assertThat(refusal.message()).startsWith("the payload is no JSON value: not JSON: line 1");
  }

  @Test
  void an_unknown_device_and_an_unknown_module_are_told_apart() {
    TwinAddress known = device();
    assertThatThrownBy(() -> invoke(fresh(), REBOOT))
        .isInstanceOfSatisfying(
            HubException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DEVICE_NOT_FOUND));
    assertThatThrownBy(() -> invoke(moduleOf(fresh(), "m"), REBOOT))
        .isInstanceOfSatisfying(
            HubException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DEVICE_NOT_FOUND));
    assertThatThrownBy(() -> invoke(moduleOf(known, "m"), REBOOT))
        .isInstanceOfSatisfying(
            HubException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MODULE_NOT_FOUND));
  }

  @Test
  void a_disabled_device_is_not_online() {
    TwinAddress device = device();
    setStatus(device, DeviceStatus.DISABLED, "stolen");
    assertThat(refusalOf(methods().invoke(device, REBOOT.connectingWithin(LONG))))
        .isEqualTo(MethodError.notOnline(LONG));
  }

  @Test
  void a_call_that_waits_for_a_device_ends_when_the_device_is_disabled_or_deleted() {
    TwinAddress disabled = device();
    CompletableFuture<MethodAnswer> first =
        methods().invoke(disabled, REBOOT.connectingWithin(LONG));
    setStatus(disabled, DeviceStatus.DISABLED, "stolen");
    assertThat(refusalOf(first)).isEqualTo(MethodError.notOnline(LONG));
    TwinAddress deleted = device();
    CompletableFuture<MethodAnswer> second =
        methods().invoke(deleted, REBOOT.connectingWithin(LONG));
    hub().identities().delete(deleted, IfMatch.any());
    assertRefused(ErrorCode.DEVICE_NOT_FOUND, () -> answerOf(second));
  }

  @Test
  void a_device_that_leaves_in_the_middle_has_not_answered() {
    TwinAddress device = device();
    Heard<MethodRequest> heard = new Heard<>();
    DeviceConnection connection = connect(device);
    connection.takeCalls(heard);
    CompletableFuture<MethodAnswer> call = methods().invoke(device, REBOOT.answeredWithin(LONG));
    MethodRequest request = heard.next();
    connection.close();
    assertThat(refusalOf(call)).isEqualTo(MethodError.noAnswer(LONG));
    assertThat(answer(connection, request, 200, "1")).isFalse();
  }

  @Test
  void a_newer_connection_does_not_answer_the_calls_of_an_older() {
    TwinAddress device = device();
    Heard<MethodRequest> heard = new Heard<>();
    DeviceConnection older = connect(device);
    older.takeCalls(heard);
    CompletableFuture<MethodAnswer> call = methods().invoke(device, REBOOT.answeredWithin(LONG));
    MethodRequest request = heard.next();
    try (DeviceConnection newer = answering(device, 200, "\"new\"")) {
      assertThat(refusalOf(call)).isEqualTo(MethodError.noAnswer(LONG));
      assertThat(answer(newer, request, 200, "1")).isFalse();
      assertThat(invoke(device, REBOOT)).isEqualTo(MethodAnswer.of(200, "\"new\""));
      older.close();
      assertThat(invoke(device, REBOOT)).isEqualTo(MethodAnswer.of(200, "\"new\""));
    }
  }

  @Test
  void a_device_that_subscribes_twice_gets_each_call_once() {
    TwinAddress device = device();
    Heard<MethodRequest> first = new Heard<>();
    Heard<MethodRequest> second = new Heard<>();
    try (DeviceConnection connection = connect(device)) {
      Subscription older = connection.takeCalls(first);
      connection.takeCalls(second);
      older.close();
      CompletableFuture<MethodAnswer> call = methods().invoke(device, REBOOT);
      answer(connection, second.next(), 200, "1");
      assertThat(answerOf(call)).isEqualTo(MethodAnswer.of(200, "1"));
      assertThat(first.soFar()).isEmpty();
    }
  }

  @Test
  void a_call_that_was_taken_is_answered_after_the_subscription_has_ended() {
    TwinAddress device = device();
    Heard<MethodRequest> heard = new Heard<>();
    try (DeviceConnection connection = connect(device)) {
      Subscription taking = connection.takeCalls(heard);
      CompletableFuture<MethodAnswer> call = methods().invoke(device, REBOOT);
      MethodRequest request = heard.next();
      taking.close();
      answer(connection, request, 200, "1");
      assertThat(answerOf(call)).isEqualTo(MethodAnswer.of(200, "1"));
    }
  }

  @Test
  void the_answer_to_a_caller_that_has_gone_is_dropped() {
    TwinAddress device = device();
    Heard<MethodRequest> heard = new Heard<>();
    try (DeviceConnection connection = connect(device)) {
      connection.takeCalls(heard);
      CompletableFuture<MethodAnswer> call = methods().invoke(device, REBOOT);
      MethodRequest request = heard.next();
      call.cancel(false);
      assertThat(answer(connection, request, 200, "1")).isFalse();
    }
  }
}
