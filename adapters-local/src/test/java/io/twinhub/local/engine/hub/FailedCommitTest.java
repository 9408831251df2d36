package io.twinhub.local.engine.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.twinhub.application.port.CloseReason;
import io.twinhub.application.port.DeviceConnection;
import io.twinhub.domain.change.TwinChange;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.twin.property.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A hub whose disk is full: it refuses writes, goes on reading, and recovers. */
class FailedCommitTest {
  private static final TwinAddress ALPHA = TwinAddress.device("alpha");
  private static final String REFUSAL = "the hub cannot write (disk full); nothing was changed";

  private final FaultyJournal journal = new FaultyJournal();
  private final HubFixture fixture = new HubFixture(journal);
  private final List<TwinChange> told = new CopyOnWriteArrayList<>();
  private final List<CloseReason> ends = new CopyOnWriteArrayList<>();

  @BeforeEach
  void register() {
    fixture.register(ALPHA);
    fixture.hub.follow(told::add);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private boolean connected() {
    return fixture.twin(ALPHA).root().connection().connected();
  }

  /** Runs {@code writes} at once: they wait behind a change that is being announced, as one batch. */
  private List<String> inOneBatch(List<Runnable> writes) throws InterruptedException {
    CountDownLatch announcing = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    var subscription = fixture.hub.follow(change -> {
      announcing.countDown();
      awaitQuietly(go);
    });
    Thread first =
        new Thread(() -> fixture.patchDesired(ALPHA, "{'first':%d}".formatted(told.size())));
    first.start();
    announcing.await();
    subscription.close();
    List<String> answers = new CopyOnWriteArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (Runnable write : writes) {
      Thread thread = new Thread(() -> answers.add(answer(write)));
      threads.add(thread);
      thread.start();
      await().until(() -> thread.getState() == Thread.State.WAITING);
    }
    journal.diskIsFull(true);
    go.countDown();
    first.join();
    for (Thread thread : threads) {
      thread.join();
    }
    return answers;
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String answer(Runnable write) {
    try {
      write.run();
      return "done";
    } catch (HubException refusal) {
      return refusal.error().message();
    }
  }

  @Test
  void a_write_is_refused_as_unavailable_and_changes_nothing() {
    journal.diskIsFull(true);
    assertThatThrownBy(() -> fixture.patchDesired(ALPHA, "{'a':1}"))
        .isInstanceOfSatisfying(
            HubException.class,
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.SERVICE_UNAVAILABLE))
        .hasMessage(REFUSAL);
    assertThat(fixture.twin(ALPHA).version()).isEqualTo(new Version(2));
    assertThat(told).isEmpty();
  }

  @Test
  void everybody_in_the_batch_is_refused_and_nothing_is_seen() throws InterruptedException {
    List<Runnable> writes = IntStream.range(0, 5)
        .<Runnable>mapToObj(i -> () -> fixture.register("device-" + i))
        .toList();
    int before = journal.asked.size();
    assertThat(inOneBatch(writes)).hasSize(5).containsOnly(REFUSAL);
    assertThat(journal.asked).hasSize(before + 2);
    assertThat(journal.asked.get(before + 1).puts()).hasSize(5);
    assertThat(fixture.hub.identities().devices(100)).hasSize(1);
  }

  @Test
  void writes_succeed_again_when_there_is_room() {
    journal.diskIsFull(true);
    assertThatThrownBy(() -> fixture.patchDesired(ALPHA, "{'a':1}")).hasMessage(REFUSAL);
    assertThatThrownBy(() -> fixture.register("beta")).hasMessage(REFUSAL);
    journal.diskIsFull(false);
    fixture.register("beta");
    assertThat(fixture.patchDesired(ALPHA, "{'a':2}").desired().version())
        .isEqualTo(new Version(2));
    assertThat(told).hasSize(2);
  }

  @Test
  void connecting_reporting_nothing_and_closing_cost_no_commit() {
    int before = journal.asked.size();
    DeviceConnection device = fixture.connect(ALPHA);
    device.active();
    device.close();
    await().until(() -> !connected());
    assertThat(journal.asked).hasSize(before);
  }

  @Test
  void a_device_connects_and_reads_while_the_disk_is_full() {
    journal.diskIsFull(true);
    assertThat(fixture.connect(ALPHA).read().desiredVersion()).isEqualTo(Version.FIRST);
    assertThat(connected()).isTrue();
  }

  @Test
  void the_end_of_a_connection_is_noted_though_its_batch_fails() throws InterruptedException {
    DeviceConnection device = fixture.connect(ALPHA);
    assertThat(inOneBatch(List.of(() -> fixture.patchDesired(ALPHA, "{'a':1}"), () -> {
          device.close();
          fixture.patchDesired(ALPHA, "{'b':1}");
        })))
        .containsOnly(REFUSAL);
    await().until(() -> !connected());
    assertThat(fixture.twin(ALPHA).desired().values().has("a")).isFalse();
  }

  @Test
  void a_connection_that_was_refused_leaves_no_device_connected() throws InterruptedException {
    assertThat(inOneBatch(List.of(
            () -> fixture.connect(ALPHA, ends), () -> fixture.patchDesired(ALPHA, "{'a':1}"))))
        .containsOnly(REFUSAL);
    assertThat(connected()).isFalse();
    fixture.connect(ALPHA);
    assertThat(connected()).isTrue();
    assertThat(ends).isEmpty();
  }

  @Test
  void a_mistake_of_the_journal_does_not_end_the_writer() {
    journal.makesMistakes(true);
    assertThat(answer(() -> fixture.register("beta")))
        .isEqualTo("the hub cannot write (a mistake); nothing was changed");
    journal.makesMistakes(false);
    fixture.register("beta");
    assertThat(told).hasSize(1);
  }

  @Test
  void a_journal_that_takes_nothing_does_not_end_the_writer_either() {
    journal.takesNothing(true);
    assertThat(answer(() -> fixture.register("beta")))
        .isEqualTo("the hub cannot write (takes nothing); nothing was changed");
    journal.takesNothing(false);
    fixture.register("beta");
    assertThat(told).hasSize(1);
  }
}
