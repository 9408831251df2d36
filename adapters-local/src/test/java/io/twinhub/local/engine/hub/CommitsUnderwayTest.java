package io.twinhub.local.engine.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.twinhub.application.json.JsonText;
import io.twinhub.domain.change.TwinChange;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.TwinPatch;
import io.twinhub.local.engine.writer.WaitLimit;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Batches that are applied while the one before them is being committed. */
class CommitsUnderwayTest {
  private static final TwinAddress ALPHA = TwinAddress.device("alpha");

  /** A twin whose write keeps the writer busy. */
  private static final TwinAddress OTHER = TwinAddress.device("other");

  /** More than the writer commits by itself. */
  private static final int WRITES = 12;

  private static final Set<Thread.State> WAITING =
      EnumSet.of(Thread.State.WAITING, Thread.State.TIMED_WAITING);

  private final HeldJournal journal = new HeldJournal();
  private final HubFixture fixture = new HubFixture(journal);
  private final List<TwinChange> told = new CopyOnWriteArrayList<>();

  @BeforeEach
  void register() {
    fixture.register(ALPHA);
    fixture.register(OTHER);
    fixture.hub.follow(change -> {
      if (change.address().equals(ALPHA)) {
        told.add(change);
      }
    });
  }

  @AfterEach
  void close() {
    journal.begun.forEach(commit -> commit.complete(null));
    fixture.close();
  }

  private CompletableFuture<String> patch(int n, IfMatch ifMatch) {
    return patch(ALPHA, n, ifMatch);
  }

  private CompletableFuture<String> patch(TwinAddress address, int n, IfMatch ifMatch) {
    TwinPatch patch = TwinPatch.ofDesired(JsonText.parseObject("{\"n\":%d}".formatted(n)));
    return waiting(
        () -> fixture.hub.twins().patch(address, patch, ifMatch).etag().value());
  }

  /** Starts a client; returns when it waits for its answer, which is a refusal's message if it is one. */
  private CompletableFuture<String> waiting(Supplier<String> work) {
    CompletableFuture<String> answer = new CompletableFuture<>();
    Thread thread = new Thread(() -> {
      try {
        answer.complete(work.get());
      } catch (HubException refusal) {
        answer.complete(refusal.getMessage());
      }
    });
    thread.start();
    await().until(() -> WAITING.contains(thread.getState()));
    return answer;
  }

  /**
   * A batch of writes to one twin whose commit has begun; the journal got its last state only. The batch began
   * with a write to another twin, and the rest came while the journal got that.
   */
  private List<CompletableFuture<String>> batchUnderway() {
    int before = journal.puts.get();
    journal.keepOut();
    CompletableFuture<String> first = patch(OTHER, 0, IfMatch.any());
    await().until(() -> journal.puts.get() == before + 1);
    List<CompletableFuture<String>> answers =
        IntStream.range(0, WRITES).mapToObj(n -> patch(n, IfMatch.any())).toList();
    journal.letIn();
    await().until(() -> !journal.begun.isEmpty());
    assertThat(journal.puts).hasValue(before + 2);
    assertThat(first).isNotDone();
    return answers;
  }

  private CompletableFuture<Void> begun() throws InterruptedException {
    return journal.begun.poll(10, TimeUnit.SECONDS);
  }

  private long version() {
    return fixture.twin(ALPHA).desired().version().value();
  }

  @Test
  void the_next_batch_is_applied_on_top_of_one_that_nobody_sees_yet() throws Exception {
    List<CompletableFuture<String>> first = batchUnderway();
    CompletableFuture<Void> firstCommit = begun();
    CompletableFuture<String> second = patch(100, IfMatch.any());
    CompletableFuture<Void> secondCommit = begun();
    assertThat(version()).isEqualTo(1);
    assertThat(told).isEmpty();
    firstCommit.complete(null);
    for (CompletableFuture<String> answer : first) {
      answer.get(10, TimeUnit.SECONDS);
    }
    assertThat(version()).isEqualTo(1 + WRITES);
    assertThat(second).isNotDone();
    secondCommit.complete(null);
    assertThat(second.get(10, TimeUnit.SECONDS))
        .isEqualTo(fixture.twin(ALPHA).etag().value());
    assertThat(version()).isEqualTo(1 + WRITES + 1);
    assertThat(fixture.twin(ALPHA).desired().values().find("n")).contains(JsonNumber.of(100));
    assertThat(told).hasSize(WRITES + 1);
  }

  @Test
  void a_batch_that_is_durable_is_told_of_after_those_before_it() throws Exception {
    List<CompletableFuture<String>> first = batchUnderway();
    CompletableFuture<Void> firstCommit = begun();
    CompletableFuture<String> second = patch(100, IfMatch.any());
    begun().complete(null);
    CompletableFuture<String> third = patch(101, IfMatch.any());
    CompletableFuture<Void> thirdCommit = begun();
    assertThat(first).noneMatch(CompletableFuture::isDone);
    assertThat(second).isNotDone();
    firstCommit.complete(null);
    for (CompletableFuture<String> answer : first) {
      answer.get(10, TimeUnit.SECONDS);
    }
    second.get(10, TimeUnit.SECONDS);
    assertThat(version()).isEqualTo(1 + WRITES + 1);
    assertThat(told).hasSize(WRITES + 1);
    thirdCommit.complete(null);
    third.get(10, TimeUnit.SECONDS);
    assertThat(version()).isEqualTo(1 + WRITES + 2);
  }

  @Test
  void a_commit_that_fails_takes_what_was_built_on_it_along() throws Exception {
    List<CompletableFuture<String>> first = batchUnderway();
    CompletableFuture<Void> commit = begun();
    int before = journal.puts.get();
    CompletableFuture<String> second = patch(100, IfMatch.any());
    await().until(() -> journal.puts.get() == before + 1);
    commit.completeExceptionally(new IOException("disk full"));
    String refusal = "the hub cannot write (disk full); nothing was changed";
    for (CompletableFuture<String> answer : first) {
      assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo(refusal);
    }
    assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo(refusal);
    assertThat(version()).isEqualTo(1);
    assertThat(told).isEmpty();
    fixture.patchDesired(ALPHA, "{'n':200}");
    assertThat(version()).isEqualTo(2);
    assertThat(told).hasSize(1);
  }

  @Test
  void an_etag_of_a_state_that_is_not_committed_yet_is_the_current_one() throws Exception {
    String etag = fixture.twin(ALPHA).etag().value();
    batchUnderway();
    CompletableFuture<Void> commit = begun();
    CompletableFuture<String> stale = patch(100, IfMatch.parse("\"" + etag + "\""));
    assertThat(stale).as("nobody is told of what may not come").isNotDone();
    commit.complete(null);
    assertThat(stale.get(10, TimeUnit.SECONDS)).contains("etag");
    assertThat(version()).isEqualTo(1 + WRITES);
  }

  @Test
  void a_hub_that_stops_answers_what_it_has_begun() throws Exception {
    List<CompletableFuture<String>> first = batchUnderway();
    CompletableFuture<Void> commit = begun();
    CompletableFuture<String> stop = waiting(() -> {
      fixture.close();
      return "stopped";
    });
    assertThat(stop).isNotDone();
    commit.complete(null);
    stop.get(10, TimeUnit.SECONDS);
    for (CompletableFuture<String> answer : first) {
      assertThat(answer.get(10, TimeUnit.SECONDS)).doesNotContain("stopping");
    }
  }

  @Test
  void writes_that_are_not_committed_in_time_are_refused_wherever_they_wait() throws Exception {
    List<CompletableFuture<String>> first = batchUnderway();
    CompletableFuture<Void> commit = begun();
    journal.keepOut();
    int before = journal.puts.get();
    CompletableFuture<String> second = patch(100, IfMatch.any());
    await().until(() -> journal.puts.get() == before + 1);
    CompletableFuture<String> queued = patch(101, IfMatch.any());
    WaitLimit limit = fixture.hub.waitLimit();
    IntStream.range(0, 20).forEach(second20 -> limit.look());
    assertThat(first).noneMatch(CompletableFuture::isDone);
    assertThat(queued).isNotDone();
    IntStream.range(0, 11).forEach(second11 -> limit.look());
    String refusal = "the write was not committed within PT30S";
    for (CompletableFuture<String> answer : first) {
      assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo(refusal);
    }
    assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo(refusal);
    assertThat(queued.get(10, TimeUnit.SECONDS)).isEqualTo(refusal);
    journal.letIn();
    commit.complete(null);
    begun().complete(null);
  }
}
