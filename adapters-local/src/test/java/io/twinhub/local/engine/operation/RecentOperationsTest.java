package io.twinhub.local.engine.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.application.port.Subscription;
import io.twinhub.domain.access.Transport;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.operation.Caller;
import io.twinhub.domain.operation.JournalEntry;
import io.twinhub.domain.operation.Operation;
import io.twinhub.domain.operation.OperationKind;
import io.twinhub.domain.operation.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The journal keeps the latest operations, and tells them in order. */
@Timeout(60)
class RecentOperationsTest {
  private final RecentOperations journal = new RecentOperations(() -> Instant.EPOCH);

  private void note(String detail) {
    Caller caller = new Caller("c", Transport.MQTT);
    Operation operation = new Operation(caller, OperationKind.QUERY, Optional.empty(), detail);
    journal.note(operation, new Outcome.Done(""), List.of(), List.of());
  }

  private List<String> details() {
    return journal.entries(entry -> true).stream()
        .map(entry -> entry.operation().detail())
        .toList();
  }

  @Test
  void the_oldest_entries_give_way() {
    for (int i = 0; i < RecentOperations.ENTRIES_MAX + 3; i++) {
      note("" + i);
    }
    List<JournalEntry> entries = journal.entries(entry -> true);
    assertThat(entries).hasSize(RecentOperations.ENTRIES_MAX);
    assertThat(entries.get(0).operation().detail()).isEqualTo("3");
    assertThat(entries.get(0).number()).isEqualTo(4);
  }

  @Test
  void long_texts_are_cut() {
    String text = "x".repeat(RecentOperations.TEXT_LENGTH_MAX);
    note(text);
    note(text + "y");
    assertThat(details()).containsExactly(text, text + "…");
    Operation operation = journal.entries(entry -> true).get(0).operation();
    for (Outcome outcome : List.of(
        new Outcome.Done(text + "y"),
        new Outcome.Refused(ErrorCode.THROTTLING, text + "y"),
        new Outcome.Missed(text + "y"))) {
      journal.note(operation, outcome, List.of(), List.of());
    }
    assertThat(journal.entries(entry -> entry.number() > 2))
        .extracting(JournalEntry::outcome)
        .containsExactly(
            new Outcome.Done(text + "…"),
            new Outcome.Refused(ErrorCode.THROTTLING, text + "…"),
            new Outcome.Missed(text + "…"));
  }

  @Test
  void a_follower_is_told_from_then_on_until_it_ends() {
    List<String> told = new ArrayList<>();
    note("a");
    Subscription subscription =
        journal.follow(entry -> told.add(entry.operation().detail()));
    note("b");
    note("c");
    subscription.close();
    note("d");
    assertThat(told).containsExactly("b", "c");
  }

  @Test
  void a_follower_may_note_and_read_and_a_broken_one_harms_nobody() {
    List<String> told = new ArrayList<>();
    journal.follow(entry -> {
      throw new IllegalStateException("a mistake of the program");
    });
    journal.follow(entry -> {
      if (entry.operation().detail().equals("a")) {
        note("noted by the follower");
      }
      told.add("%s of %d".formatted(entry.operation().detail(), details().size()));
    });
    note("a");
    assertThat(told).containsExactly("a of 2", "noted by the follower of 2");
  }

  @Test
  void nobody_waits_for_a_follower_that_is_told() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    List<Long> told = Collections.synchronizedList(new ArrayList<>());
    journal.follow(entry -> {
      begun.countDown();
      awaitUninterrupted(goOn);
      told.add(entry.number());
    });
    Thread slow = new Thread(() -> note("first"));
    slow.start();
    assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
    note("second");
    assertThat(details()).containsExactly("first", "second");
    assertThat(told).isEmpty();
    goOn.countDown();
    slow.join();
    assertThat(told).containsExactly(1L, 2L);
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException stop) {
      throw new AssertionError(stop);
    }
  }

  @Test
  void several_threads_note_and_followers_see_one_order() throws InterruptedException {
    List<Long> told = new ArrayList<>();
    journal.follow(entry -> told.add(entry.number()));
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Thread thread = new Thread(() -> {
        for (int j = 0; j < 500; j++) {
          note("x");
        }
      });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(told)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 2000).boxed().toList());
  }
}
