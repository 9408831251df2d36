package io.twinhub.local.engine.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.application.json.JsonText;
import io.twinhub.application.port.DeviceConnection;
import io.twinhub.domain.change.TwinChange;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.twin.ReportedPatch;
import io.twinhub.domain.twin.Twin;
import io.twinhub.domain.twin.property.Version;
import io.twinhub.local.engine.journal.MemoryJournal;
import io.twinhub.local.engine.journal.TransientJournal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A hub in memory carries out a write on its caller's thread, unless another write is under way. */
@Timeout(60)
class WritesInMemoryTest {
  private static final TwinAddress ALPHA = TwinAddress.device("alpha");
  private static final TwinAddress OTHER = TwinAddress.device("other");
  private static final int DEVICES = 8;
  private static final int REPORTS = 2000;

  private final HubFixture fixture = new HubFixture(new TransientJournal());

  @BeforeEach
  void register() {
    fixture.register(ALPHA);
    fixture.register(OTHER);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private static ReportedPatch report(int n) {
    return new ReportedPatch(JsonText.parseObject("{\"n\":%d}".formatted(n)), Optional.empty());
  }

  private static Thread toldOn(HubFixture hub, Runnable write) {
    CompletableFuture<Thread> told = new CompletableFuture<>();
    hub.hub.follow(change -> told.complete(Thread.currentThread()));
    write.run();
    return told.join();
  }

  @Test
  void a_write_alone_is_carried_out_on_its_callers_thread() {
    assertThat(toldOn(fixture, () -> fixture.patchDesired(ALPHA, "{\"n\":1}")))
        .isEqualTo(Thread.currentThread());
  }

  @Test
  void writes_whose_callers_wait_are_carried_out_on_their_thread_however_many_they_are() {
    Set<Thread> told = ConcurrentHashMap.newKeySet();
    fixture.hub.follow(change -> told.add(Thread.currentThread()));
    for (int n = 0; n < REPORTS; n++) {
      fixture.patchDesired(ALPHA, "{\"n\":%d}".formatted(n));
    }
    assertThat(told).containsExactly(Thread.currentThread());
  }

  @Test
  void reports_that_are_begun_in_a_rush_share_batches() {
    DeviceConnection device = fixture.connect(ALPHA);
    Set<String> told = ConcurrentHashMap.newKeySet();
    fixture.hub.follow(change -> told.add(Thread.currentThread().getName()));
    List<CompletableFuture<Version>> begun =
        IntStream.range(0, REPORTS).mapToObj(n -> device.reportLater(report(n))).toList();
    begun.forEach(CompletableFuture::join);
    assertThat(told).contains(Thread.currentThread().getName(), "twinhub-writer");
  }

  @Test
  void a_write_of_a_hub_that_lasts_is_carried_out_on_the_writers() {
    try (HubFixture lasting = new HubFixture(new MemoryJournal())) {
      lasting.register(ALPHA);
      assertThat(toldOn(lasting, () -> lasting.patchDesired(ALPHA, "{\"n\":1}")).getName())
          .isEqualTo("twinhub-writer");
    }
  }

  @Test
  void a_write_that_begins_while_another_is_told_of_comes_after_it() {
    DeviceConnection device = fixture.connect(ALPHA);
    List<String> seen = new CopyOnWriteArrayList<>();
    CompletableFuture<Version> echoed = new CompletableFuture<>();
    device.watchDesired(change -> {
      var unused = device
          .reportLater(report(7))
          .whenComplete((version, failure) -> echoed.complete(version));
      seen.add("told, reported " + fixture.twin(ALPHA).reported().version());
    });
    fixture.patchDesired(ALPHA, "{\"n\":1}");
    assertThat(echoed.join().value()).isEqualTo(2);
    assertThat(seen).containsExactly("told, reported 1");
    assertThat(n(fixture.twin(ALPHA))).contains(JsonNumber.of(7));
  }

  @Test
  void a_write_waits_while_another_is_told_of_on_another_thread() throws Exception {
    CountDownLatch telling = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    DeviceConnection device = fixture.connect(ALPHA);
    device.watchDesired(change -> {
      telling.countDown();
      awaitQuietly(goOn);
    });
    CompletableFuture<Void> first =
        CompletableFuture.runAsync(() -> fixture.patchDesired(ALPHA, "{\"n\":1}"));
    assertThat(telling.await(10, TimeUnit.SECONDS)).isTrue();
    CompletableFuture<Version> second = device.reportLater(report(1));
    assertThat(second).isNotDone();
    assertThat(first).isNotDone();
    goOn.countDown();
    assertThat(second.get(10, TimeUnit.SECONDS).value()).isEqualTo(2);
    first.get(10, TimeUnit.SECONDS);
  }

  @Test
  void a_write_that_an_answer_begins_comes_after_the_other_answers() throws Exception {
    List<String> seen = new CopyOnWriteArrayList<>();
    DeviceConnection other = fixture.connect(OTHER);
    DeviceConnection device = fixture.connect(ALPHA);
    CountDownLatch telling = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    device.watchDesired(change -> {
      telling.countDown();
      awaitQuietly(goOn);
    });
    var unused = CompletableFuture.runAsync(() -> fixture.patchDesired(ALPHA, "{\"n\":1}"));
    assertThat(telling.await(10, TimeUnit.SECONDS)).isTrue();
    CompletableFuture<Version> first = device.reportLater(report(1));
    CompletableFuture<Version> third = first.thenCompose(version -> other.reportLater(report(2)));
    CompletableFuture<Version> second =
        device.reportLater(report(3)).whenComplete((version, no) -> seen.add("answered"));
    fixture.hub.follow(change -> {
      if (change.address().equals(OTHER)) {
        seen.add("told");
      }
    });
    goOn.countDown();
    assertThat(third.get(10, TimeUnit.SECONDS).value()).isEqualTo(2);
    assertThat(second).isDone();
    assertThat(seen).containsExactly("answered", "told");
  }

  private static Optional<JsonValue> n(Twin twin) {
    return twin.reported().values().find("n");
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void reports_of_many_devices_keep_each_devices_order_and_are_told_one_at_a_time()
      throws Exception {
    Map<TwinAddress, AtomicInteger> told = new ConcurrentHashMap<>();
    AtomicBoolean busy = new AtomicBoolean();
    List<String> mistakes = new CopyOnWriteArrayList<>();
    fixture.hub.follow(change -> {
      if (!(change instanceof TwinChange.Written written)) {
        return;
      }
      if (!busy.compareAndSet(false, true)) {
        mistakes.add("two at a time");
      }
      int next =
          told.computeIfAbsent(change.address(), address -> new AtomicInteger()).incrementAndGet();
      if (!n(written.update().after()).equals(Optional.of(JsonNumber.of(next)))) {
        mistakes.add(change.address() + " out of order at " + next);
      }
      busy.set(false);
    });
    List<CompletableFuture<Void>> devices = IntStream.range(0, DEVICES)
        .mapToObj(i -> TwinAddress.device("device-" + i))
        .peek(fixture::register)
        .map(address -> CompletableFuture.runAsync(() -> reportAll(address)))
        .toList();
    for (CompletableFuture<Void> device : devices) {
      device.get(50, TimeUnit.SECONDS);
    }
    assertThat(mistakes).isEmpty();
    assertThat(told).hasSize(DEVICES);
    assertThat(told.values()).extracting(AtomicInteger::get).containsOnly(REPORTS);
  }

  /** Each report is another value, so each is a change; up to eight are under way. */
  private void reportAll(TwinAddress address) {
    DeviceConnection device = fixture.connect(address);
    List<CompletableFuture<Version>> underWay = new ArrayList<>();
    for (int n = 1; n <= REPORTS; n++) {
      underWay.add(device.reportLater(report(n)));
      if (underWay.size() == 8) {
        underWay.forEach(CompletableFuture::join);
        underWay.clear();
      }
    }
    underWay.forEach(CompletableFuture::join);
    assertThat(n(fixture.twin(address))).contains(JsonNumber.of(REPORTS));
  }

  @Test
  void a_refused_write_is_refused_to_its_caller_and_the_next_is_carried_out() {
    assertThatThrownBy(() -> fixture.patchDesired(TwinAddress.device("ghost"), "{\"n\":1}"))
        .isInstanceOf(HubException.class)
        .hasMessageContaining("ghost");
    assertThat(fixture.patchDesired(ALPHA, "{\"n\":1}").desired().version().value())
        .isEqualTo(2);
  }

  @RepeatedTest(100)
  void a_listener_may_stop_the_hub_and_later_writes_are_refused() {
    fixture.hub.follow(change -> fixture.hub.close());
    fixture.patchDesired(ALPHA, "{\"n\":1}");
    assertThatThrownBy(() -> fixture.patchDesired(ALPHA, "{\"n\":2}"))
        .isInstanceOf(HubException.class)
        .hasMessageContaining("the hub is stopping");
  }
}
