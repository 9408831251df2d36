package io.twinhub.local.engine.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.application.port.ConnectionDropped;
import io.twinhub.application.port.out.FaultInjection;
import io.twinhub.application.port.out.OperationGate.Passage;
import io.twinhub.domain.access.Principal;
import io.twinhub.domain.access.Transport;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.fault.CertificateFlaw;
import io.twinhub.domain.fault.Fault;
import io.twinhub.domain.fault.FaultInForce;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.operation.Caller;
import io.twinhub.domain.operation.Operation;
import io.twinhub.domain.operation.OperationKind;
import io.twinhub.local.engine.alarm.ClockAlarms;
import io.twinhub.local.engine.alarm.HubClock;
import io.twinhub.local.engine.operation.LocalGate;
import io.twinhub.local.engine.operation.RecentOperations;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LocalFaultsTest {
  private static final TwinAddress ONE = TwinAddress.device("one");
  private static final TwinAddress TWO = TwinAddress.device("two");
  private static final TwinAddress MODULE = TwinAddress.module("one", "m");

  private final HubClock clock = HubClock.standingAt(Instant.parse("2030-01-01T00:00:00Z"));
  private final ClockAlarms alarms = new ClockAlarms(clock);
  private final LocalFaults faults =
      new LocalFaults(clock, address -> List.of(ONE, TWO, MODULE).contains(address));
  private final RecentOperations journal = new RecentOperations(clock);
  private final LocalGate gate = new LocalGate(journal, alarms, List.of(faults));
  private final List<String> arrived = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    alarms.close();
  }

  private static Operation by(TwinAddress device, OperationKind kind, Transport transport) {
    return Operation.of(new Principal.Device(device).over(transport), kind, device);
  }

  private static Operation report(TwinAddress device) {
    return by(device, OperationKind.REPORT, Transport.MQTT);
  }

  private void pass(Operation operation) {
    gate.enter(operation).done("");
  }

  private void deliver(TwinAddress device, String what) {
    Operation notify =
        new Operation(Caller.hub(Transport.MQTT), OperationKind.NOTIFY, Optional.of(device), what);
    gate.deliver(notify, passage -> {
      arrived.add(what);
      passage.done("");
    });
  }

  private List<String> journal() {
    return journal.entries(entry -> true).stream()
        .map(entry ->
            "%s %s %s".formatted(entry.operation().kind().text(), entry.outcome(), entry.faults()))
        .toList();
  }

  private void assertRefused(Operation operation, ErrorCode code) {
    assertThatThrownBy(() -> pass(operation))
        .isInstanceOfSatisfying(
            HubException.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }

  @Test
  void a_refusal_meets_only_what_it_is_restricted_to() {
    faults.add(Fault.refusal(ErrorCode.SERVICE_UNAVAILABLE)
        .onDevice("one")
        .of(OperationKind.REPORT)
        .over(Transport.MQTT));
    assertRefused(report(ONE), ErrorCode.SERVICE_UNAVAILABLE);
    pass(report(TWO));
    pass(report(MODULE));
    pass(by(ONE, OperationKind.READ_OWN_TWIN, Transport.MQTT));
    pass(by(ONE, OperationKind.REPORT, Transport.AMQP));
    assertThat(journal().get(0))
        .isEqualTo("report Refused[code=SERVICE_UNAVAILABLE, reason=the fault 'refuse-1' refuses"
            + " this operation] [refuse-1]");
  }

  @Test
  void the_first_operations_meet_it_and_then_it_is_over() {
    faults.add(Fault.throttled().times(2));
    assertRefused(report(ONE), ErrorCode.THROTTLING);
    assertThat(faults.list()).extracting(FaultInForce::affected).containsExactly(1L);
    assertRefused(report(TWO), ErrorCode.THROTTLING);
    pass(report(ONE));
    assertThat(faults.list()).isEmpty();
  }

  @Test
  void it_ends_by_the_hubs_clock() {
    faults.add(Fault.throttled().lasting(Duration.ofSeconds(30)));
    clock.advance(Duration.ofSeconds(29));
    assertRefused(report(ONE), ErrorCode.THROTTLING);
    clock.advance(Duration.ofSeconds(1));
    pass(report(ONE));
    assertThat(faults.list()).isEmpty();
  }

  @Test
  void a_dropped_connection_is_noted_and_the_operation_was_done_or_not() {
    faults.add(Fault.dropBefore().onDevice("one"));
    faults.add(Fault.dropAfter().onDevice("two"));
    assertThatThrownBy(() -> gate.enter(report(ONE)))
        .isInstanceOf(ConnectionDropped.class)
        .hasMessage(
            "the fault 'drop-before-1' dropped the connection before the operation 'report'");
    Passage begun = gate.enter(report(TWO));
    assertThatThrownBy(() -> begun.done("version 2")).isInstanceOf(ConnectionDropped.class);
    assertThat(journal())
        .containsExactly(
            "report Missed[reason=the fault 'drop-before-1' dropped the connection before the"
                + " operation 'report'] [drop-before-1]",
            "report Missed[reason=the fault 'drop-after-1' dropped the connection after the"
                + " operation 'report'] [drop-after-1]");
  }

  @Test
  void a_lost_delivery_is_noted_as_missed() {
    faults.add(Fault.lost().times(1));
    deliver(ONE, "first");
    deliver(ONE, "second");
    assertThat(arrived).containsExactly("second");
    assertThat(journal())
        .containsExactly(
            "notify Missed[reason=the fault 'lost-1' lost it] [lost-1]", "notify Done[result=] []");
  }

  @Test
  void a_late_delivery_arrives_by_the_hubs_clock_and_the_next_does_not_wait_for_it() {
    faults.add(Fault.late(Duration.ofSeconds(5)).times(1));
    deliver(ONE, "first");
    deliver(ONE, "second");
    clock.advance(Duration.ofSeconds(4));
    assertThat(arrived).containsExactly("second");
    clock.advance(Duration.ofSeconds(1));
    assertThat(arrived).containsExactly("second", "first");
  }

  @Test
  void a_delivery_arrives_twice() {
    faults.add(Fault.twice().times(1));
    deliver(ONE, "first");
    deliver(ONE, "second");
    assertThat(arrived).containsExactly("first", "first", "second");
  }

  @Test
  void a_reordered_delivery_arrives_after_the_next_to_the_same_device() {
    faults.add(Fault.reordered().onDevice("one"));
    deliver(ONE, "1");
    deliver(TWO, "other");
    deliver(ONE, "2");
    deliver(ONE, "3");
    deliver(ONE, "4");
    assertThat(arrived).containsExactly("other", "2", "1", "4", "3");
  }

  @Test
  void a_reordered_delivery_that_nothing_overtakes_arrives_in_the_end() {
    faults.add(Fault.reordered());
    deliver(ONE, "1");
    assertThat(arrived).isEmpty();
    clock.advance(Duration.ofSeconds(2));
    assertThat(arrived).containsExactly("1");
  }

  @Test
  void faults_add_up() {
    faults.add(Fault.twice());
    faults.add(Fault.latency(Duration.ofMillis(1)));
    faults.add(Fault.throttled());
    assertRefused(report(ONE), ErrorCode.THROTTLING);
    assertThat(journal.entries(entry -> true).get(0).faults())
        .containsExactly("latency-1", "throttled-1");
  }

  @Test
  void what_is_past_cannot_be_disturbed() {
    faults.add(Fault.throttled());
    pass(by(ONE, OperationKind.DISCONNECT, Transport.MQTT));
  }

  @Test
  void a_slow_operation_waits_by_the_hubs_clock() throws Exception {
    faults.add(Fault.latency(Duration.ofMinutes(5)).onDevice("one"));
    CompletableFuture<Void> slow = CompletableFuture.runAsync(() -> pass(report(ONE)));
    for (int i = 0; faults.list().get(0).affected() == 0 && i < 1_000; i++) {
      Thread.onSpinWait();
      TimeUnit.MILLISECONDS.sleep(1);
    }
    pass(report(TWO));
    assertThat(slow).isNotDone();
    CountDownLatch done = new CountDownLatch(1);
    var unusedToo = slow.thenRun(done::countDown);
    for (int i = 0; i < 1_000 && done.getCount() > 0; i++) {
      clock.advance(Duration.ofMinutes(5));
      var unused = done.await(10, TimeUnit.MILLISECONDS);
    }
    assertThat(slow).isDone();
  }

  private List<Boolean> run(List<TwinAddress> order, long seed) {
    faults.clear();
    faults.add(Fault.throttled().withProbability(0.5).seed(seed));
    List<Boolean> ofOne = new ArrayList<>();
    for (TwinAddress device : order) {
      boolean refused = false;
      try {
        pass(report(device));
      } catch (HubException throttled) {
        refused = true;
      }
      if (device.equals(ONE)) {
        ofOne.add(refused);
      }
    }
    return ofOne;
  }

  @Test
  void the_same_seed_disturbs_a_device_in_the_same_way_whatever_others_do() {
    TwinAddress[] alone = new TwinAddress[100];
    Arrays.fill(alone, ONE);
    List<TwinAddress> mixed = new ArrayList<>(List.of(alone));
    for (int i = 0; i < 100; i += 3) {
      mixed.add(i, TWO);
    }
    List<Boolean> first = run(List.of(alone), 7);
    assertThat(run(mixed, 7)).isEqualTo(first).contains(true, false);
    assertThat(run(List.of(alone), 8)).isNotEqualTo(first);
    assertThat(first.stream().filter(refused -> refused).count()).isBetween(30L, 70L);
  }

  @Test
  void bad_certificates_are_shown_on_the_port_that_is_named() {
    faults.add(
        Fault.badCertificate(CertificateFlaw.EXPIRED).over(Transport.MQTT).times(1));
    assertThat(faults.handshake(Transport.AMQP)).isEmpty();
    assertThat(faults.handshake(Transport.MQTT)).contains(CertificateFlaw.EXPIRED);
    assertThat(faults.handshake(Transport.MQTT)).isEmpty();
    faults.add(Fault.badCertificate(CertificateFlaw.EXPIRED));
    pass(report(ONE));
  }

  @Test
  void a_device_that_is_not_registered_is_refused() {
    assertThatThrownBy(() -> faults.add(Fault.throttled().onDevice("three")))
        .isInstanceOfSatisfying(HubException.class, refusal -> {
          assertThat(refusal.code()).isEqualTo(ErrorCode.DEVICE_NOT_FOUND);
        });
    assertThatThrownBy(() -> faults.add(Fault.throttled().onModule("one", "n")))
        .isInstanceOfSatisfying(HubException.class, refusal -> {
          assertThat(refusal.code()).isEqualTo(ErrorCode.MODULE_NOT_FOUND);
        });
  }

  @Test
  void their_number_is_limited_and_those_that_are_over_do_not_count() {
    for (int i = 0; i < FaultInjection.FAULTS_MAX; i++) {
      faults.add(Fault.throttled().lasting(Duration.ofSeconds(1)));
    }
    assertThatThrownBy(() -> faults.add(Fault.throttled()))
        .hasMessage("the hub has 100 faults, which is the limit; remove one first");
    clock.advance(Duration.ofSeconds(1));
    faults.add(Fault.throttled());
  }

  @Test
  void one_or_all_are_removed() {
    String first = faults.add(Fault.throttled()).id();
    String second = faults.add(Fault.throttled()).id();
    assertThat(List.of(first, second)).containsExactly("throttled-1", "throttled-2");
    faults.remove(first);
    assertRefused(report(ONE), ErrorCode.THROTTLING);
    assertThatThrownBy(() -> faults.remove(first))
        .hasMessage("there is no fault 'throttled-1'; it may be over already");
    faults.clear();
    pass(report(ONE));
    assertThat(faults.list()).isEmpty();
  }
}
