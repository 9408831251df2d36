package io.twinhub.application.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.application.port.DeviceConnection;
import io.twinhub.application.port.out.DirectMethods;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.method.MethodAnswer;
import io.twinhub.domain.message.method.MethodCall;
import io.twinhub.domain.message.method.MethodLimits;
import io.twinhub.domain.message.method.MethodPayload;
import io.twinhub.domain.message.method.MethodRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls of back ends that devices answer. */
abstract class MethodAnswersContract extends PortContract {
  static final Duration PATIENCE = Duration.ofMinutes(1);
  static final Duration LONG = Duration.ofMinutes(5);
  static final MethodCall REBOOT = MethodCall.of("reboot", "{\"delay\":3}");

  final DirectMethods methods() {
    return hub().methods();
  }

  final DeviceConnection connect(TwinAddress address) {
    return hub().connections().open(address, "", reason -> {});
  }

  final DeviceConnection answering(TwinAddress address, int status, String payload) {
    DeviceConnection connection = connect(address);
    connection.takeCalls(request -> answer(connection, request, status, payload));
    return connection;
  }

  static boolean answer(
      DeviceConnection connection, MethodRequest request, int status, String payload) {
    return connection.answer(request.id(), status, payload.getBytes(StandardCharsets.UTF_8));
  }

  static MethodAnswer answerOf(CompletableFuture<MethodAnswer> call) {
    try {
      return call.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof HubException refusal
          ? refusal.onThisThread()
          : new CompletionException(e.getCause());
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError("no answer within " + PATIENCE, e);
    }
  }

  final MethodAnswer invoke(TwinAddress address, MethodCall call) {
    return answerOf(methods().invoke(address, call));
  }

  static HubError refusalOf(CompletableFuture<MethodAnswer> call) {
    try {
      throw new AssertionError("answered: " + answerOf(call));
    } catch (HubException refusal) {
      return refusal.error();
    }
  }

  @Test
  void a_device_gets_the_call_and_the_caller_its_answer() {
    TwinAddress device = device();
    Heard<MethodRequest> heard = new Heard<>();
    try (DeviceConnection connection = connect(device)) {
      connection.takeCalls(heard);
      CompletableFuture<MethodAnswer> call = methods().invoke(device, REBOOT);
      MethodRequest request = heard.next();
      assertThat(request.name()).isEqualTo(REBOOT.name());
      assertThat(request.payload()).isEqualTo(REBOOT.payload());
      assertThat(call).isNotDone();
      assertThat(answer(connection, request, 200, "{\"ok\":true}")).isTrue();
      assertThat(answerOf(call)).isEqualTo(MethodAnswer.of(200, "{\"ok\":true}"));
    }
  }

  @Test
  void a_module_answers_for_itself() {
    TwinAddress device = device();
    TwinAddress module = module(device, "m");
    try (DeviceConnection ofDevice = answering(device, 1, "\"device\"");
        DeviceConnection ofModule = answering(module, 2, "\"module\"")) {
      assertThat(invoke(module, REBOOT)).isEqualTo(MethodAnswer.of(2, "\"module\""));
      assertThat(invoke(device, REBOOT)).isEqualTo(MethodAnswer.of(1, "\"device\""));
      assertThat(List.of(ofDevice.address(), ofModule.address())).containsExactly(device, module);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "true",
        "-12.50",
        "123456789012345678901234567890",
        "\"größer \\u0000\"",
        "[]",
        "[1,null,[2]]",
        "{}",
        "{\"a\":{\"b\":[1.0]}}"
      })
  void a_payload_of_every_kind_goes_and_comes_as_it_was_written(String json) {
    TwinAddress device = device();
    try (DeviceConnection connection = connect(device)) {
      connection.takeCalls(
          request -> answer(connection, request, 200, request.payload().text()));
      assertThat(invoke(device, MethodCall.of("echo", json))).isEqualTo(MethodAnswer.of(200, json));
    }
  }

  @Test
  void no_payload_is_null_in_both_directions() {
    TwinAddress device = device();
    Heard<MethodRequest> heard = new Heard<>();
    try (DeviceConnection connection = connect(device)) {
      connection.takeCalls(request -> {
        heard.accept(request);
        connection.answer(request.id(), 204, new byte[0]);
      });
      assertThat(invoke(device, MethodCall.of("echo", "")))
          .isEqualTo(new MethodAnswer(204, MethodPayload.NULL));
      assertThat(heard.next().payload()).isEqualTo(MethodPayload.NULL);
    }
  }

  @Test
  void a_payload_of_128_kibibytes_passes_and_one_byte_more_does_not() {
    String largest = '"' + "x".repeat(MethodLimits.PAYLOAD_BYTES_MAX - 2) + '"';
    TwinAddress device = device();
    try (DeviceConnection connection = answering(device, 200, largest)) {
      assertThat(invoke(device, MethodCall.of("echo", largest)).payload().text())
          .isEqualTo(largest);
      assertRefused(ErrorCode.MESSAGE_TOO_LARGE, () -> MethodPayload.of(largest + " "));
      assertThat(connection.address()).isEqualTo(device);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 200, 404, 500, 1234, Integer.MAX_VALUE, Integer.MIN_VALUE})
  void any_status_of_a_device_is_an_answer(int status) {
    TwinAddress device = device();
    try (DeviceConnection connection = answering(device, status, "null")) {
      assertThat(invoke(device, REBOOT)).isEqualTo(MethodAnswer.of(status, "null"));
      assertThat(connection.address()).isEqualTo(device);
    }
  }

  @Test
  void many_calls_at_once_find_their_own_answers_in_any_order() {
    TwinAddress device = device();
    Heard<MethodRequest> heard = new Heard<>();
    int calls = 100;
    try (DeviceConnection connection = connect(device)) {
      connection.takeCalls(heard);
      List<CompletableFuture<MethodAnswer>> waiting = new ArrayList<>();
      List<MethodRequest> requests = new ArrayList<>();
      for (int i = 0; i < calls; i++) {
        waiting.add(methods().invoke(device, MethodCall.of("echo", Integer.toString(i))));
      }
      for (int i = 0; i < calls; i++) {
        requests.add(heard.next());
      }
      Collections.reverse(requests);
      requests.forEach(
          request -> answer(connection, request, 200, request.payload().text()));
      for (int i = 0; i < calls; i++) {
        assertThat(answerOf(waiting.get(i)).payload().text()).isEqualTo(Integer.toString(i));
      }
    }
  }
}
