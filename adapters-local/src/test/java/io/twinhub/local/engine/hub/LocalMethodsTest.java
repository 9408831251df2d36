package io.twinhub.local.engine.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.application.port.DeviceConnection;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.method.MethodAnswer;
import io.twinhub.domain.message.method.MethodCall;
import io.twinhub.domain.message.method.MethodLimits;
import io.twinhub.domain.message.method.MethodRequest;
import io.twinhub.domain.twin.TwinRules;
import io.twinhub.local.engine.alarm.HubSources;
import io.twinhub.local.engine.journal.MemoryJournal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Time-outs of methods to the second, and floods of calls. */
class LocalMethodsTest {
  private static final TwinAddress SILENT = TwinAddress.device("silent");
  private static final TwinAddress ALIVE = TwinAddress.device("alive");
  private static final MethodCall CALL = MethodCall.of("m", "1");
  private static final Duration TEN = Duration.ofSeconds(10);
  private static final Duration ALMOST_TEN = TEN.minusMillis(1);
  private static final Duration MOMENT = Duration.ofMillis(1);

  private final ManualTimes times = new ManualTimes();
  private final LocalHub hub = new LocalHub(
      TwinRules.DEFAULT,
      new HubSources(times, times),
      HubStorage.of(new MemoryJournal()),
      Optional.empty());
  private final int alarmsOfTheHub = times.alarms();
  private final List<MethodRequest> heard = new CopyOnWriteArrayList<>();

  LocalMethodsTest() {
    hub.identities().create(IdentityRequest.withKeys(SILENT));
    hub.identities().create(IdentityRequest.withKeys(ALIVE));
  }

  @AfterEach
  void close() {
    hub.close();
  }

  private DeviceConnection silent() {
    DeviceConnection connection = hub.connections().open(SILENT, "", reason -> {});
    connection.takeCalls(heard::add);
    return connection;
  }

  private void alive() {
    DeviceConnection connection = hub.connections().open(ALIVE, "", reason -> {});
    connection.takeCalls(
        request -> connection.answer(request.id(), 200, "2".getBytes(StandardCharsets.UTF_8)));
  }

  private static ErrorCode refusal(CompletableFuture<MethodAnswer> call) {
    assertThat(call).isCompletedExceptionally();
    try {
      throw new AssertionError(call.join());
    } catch (CompletionException e) {
      if (e.getCause() instanceof HubException refusal) {
        return refusal.code();
      }
      throw e;
    }
  }

  @Test
  void a_call_waits_as_long_as_its_caller_said_and_not_longer() {
    CompletableFuture<MethodAnswer> call = hub.methods().invoke(SILENT, CALL.connectingWithin(TEN));
    times.pass(ALMOST_TEN);
    assertThat(call).isNotDone();
    times.pass(MOMENT);
    assertThat(refusal(call)).isEqualTo(ErrorCode.DEVICE_NOT_ONLINE);
  }

  @Test
  void the_response_time_out_begins_when_the_device_has_the_call() {
    CompletableFuture<MethodAnswer> call =
        hub.methods().invoke(SILENT, CALL.connectingWithin(TEN).answeredWithin(TEN));
    times.pass(ALMOST_TEN);
    silent();
    assertThat(heard).hasSize(1);
    times.pass(ALMOST_TEN);
    assertThat(call).isNotDone();
    times.pass(MOMENT);
    assertThat(refusal(call)).isEqualTo(ErrorCode.GATEWAY_TIMEOUT);
  }

  @Test
  void a_call_that_has_ended_leaves_no_alarm() {
    DeviceConnection connection = silent();
    CompletableFuture<MethodAnswer> answered = hub.methods().invoke(SILENT, CALL);
    connection.answer(heard.get(0).id(), 200, new byte[0]);
    assertThat(answered).isCompleted();
    hub.methods().invoke(SILENT, CALL).cancel(false);
    hub.methods().invoke(ALIVE, CALL.connectingWithin(TEN)).cancel(false);
    assertThat(times.alarms()).isEqualTo(alarmsOfTheHub);
  }

  @Test
  void a_flood_of_calls_to_a_silent_device_is_refused_and_others_notice_nothing() {
    int max = 250;
    silent();
    alive();
    List<CompletableFuture<MethodAnswer>> calls = new ArrayList<>();
    for (int i = 0; i < max; i++) {
      calls.add(hub.methods().invoke(SILENT, CALL));
    }
    CompletableFuture<MethodAnswer> oneMore = hub.methods().invoke(SILENT, CALL);
    assertThat(refusal(oneMore)).isEqualTo(ErrorCode.THROTTLING);
    assertThat(oneMore)
        .failsWithin(Duration.ZERO)
        .withThrowableThat()
        .havingCause()
        .withMessage(
            "250 method calls to silent are under way, the most that are allowed; try again"
                + " later");
    assertThat(heard).hasSize(max);
    assertThat(hub.methods().invoke(ALIVE, CALL)).isCompletedWithValue(MethodAnswer.of(200, "2"));
    calls.get(0).cancel(false);
    assertThat(hub.methods().invoke(SILENT, CALL)).isNotDone();
    times.pass(MethodLimits.RESPONSE_TIMEOUT_DEFAULT);
    assertThat(calls).allMatch(CompletableFuture::isDone);
    assertThat(hub.methods().invoke(SILENT, CALL)).isNotDone();
  }

  @Test
  void large_payloads_that_wait_take_a_bounded_room() {
    String large = '"' + "x".repeat(MethodLimits.PAYLOAD_BYTES_MAX - 2) + '"';
    MethodCall call = MethodCall.of("m", large).connectingWithin(TEN);
    List<CompletableFuture<MethodAnswer>> calls = new ArrayList<>();
    for (int device = 0; device < 3; device++) {
      TwinAddress address = TwinAddress.device("waited-for-" + device);
      hub.identities().create(IdentityRequest.withKeys(address));
      for (int i = 0; i < 200; i++) {
        calls.add(hub.methods().invoke(address, call));
      }
    }
    assertThat(calls).filteredOn(one -> !one.isDone()).hasSize(512);
    assertThat(refusal(calls.get(512))).isEqualTo(ErrorCode.THROTTLING);
    times.pass(TEN);
    assertThat(calls).allMatch(CompletableFuture::isDone);
    assertThat(hub.methods().invoke(SILENT, call)).isNotDone();
  }

  @Test
  void a_hub_that_stops_ends_all_calls() {
    silent();
    CompletableFuture<MethodAnswer> taken = hub.methods().invoke(SILENT, CALL);
    CompletableFuture<MethodAnswer> waiting =
        hub.methods().invoke(ALIVE, CALL.connectingWithin(TEN));
    hub.close();
    assertThat(refusal(taken)).isEqualTo(ErrorCode.SERVICE_UNAVAILABLE);
    assertThat(refusal(waiting)).isEqualTo(ErrorCode.SERVICE_UNAVAILABLE);
    assertThat(refusal(hub.methods().invoke(ALIVE, CALL.connectingWithin(TEN))))
        .isEqualTo(ErrorCode.SERVICE_UNAVAILABLE);
  }
}
