package io.twinhub.local.frontend.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The order of one connection's work, on workers that the test lets go on step by step. */
class SerialExecutorTest {
  private final Deque<Runnable> workers = new ArrayDeque<>();
  private final SerialExecutor work = new SerialExecutor(workers::add);
  private final List<Integer> done = new ArrayList<>();

  private void runAll() {
    while (!workers.isEmpty()) {
      workers.remove().run();
    }
  }

  @Test
  void tasks_run_in_the_order_in_which_they_came() {
    IntStream.range(0, 40)
        .forEach(i -> assertThat(work.offer(() -> done.add(i))).isTrue());
    runAll();
    assertThat(done).isEqualTo(IntStream.range(0, 40).boxed().toList());
  }

  @Test
  void only_one_worker_is_taken_at_a_time() {
    work.offer(() -> done.add(1));
    work.offer(() -> done.add(2));
    assertThat(workers).hasSize(1);
  }

  @Test
  void after_sixteen_tasks_others_get_their_turn() {
    IntStream.range(0, 17).forEach(i -> work.offer(() -> done.add(i)));
    workers.remove().run();
    assertThat(done).hasSize(16);
    assertThat(workers).hasSize(1);
  }

  @Test
  void a_full_queue_takes_no_more_until_there_is_room() {
    IntStream.range(0, SerialExecutor.QUEUE_MAX).forEach(i -> work.offer(() -> done.add(i)));
    assertThat(work.offer(() -> done.add(-1))).isFalse();
    runAll();
    assertThat(done).hasSize(SerialExecutor.QUEUE_MAX).doesNotContain(-1);
    assertThat(work.offer(() -> done.add(-1))).isTrue();
  }

  @Test
  void a_task_that_fails_does_not_hold_up_the_next() {
    work.offer(() -> {
      throw new IllegalStateException("on purpose");
    });
    work.offer(() -> done.add(1));
    runAll();
    assertThat(done).containsExactly(1);
  }

  @Test
  void an_error_ends_the_connection_and_frees_its_turn() {
    SerialExecutor ending = new SerialExecutor(workers::add, workers::add, () -> done.add(-1));
    ending.offer(() -> {
      throw new OutOfMemoryError("on purpose");
    });
    ending.offer(() -> done.add(1));
    runAll();
    assertThat(done).containsExactly(-1, 1);
    ending.offer(() -> done.add(2));
    runAll();
    assertThat(done).containsExactly(-1, 1, 2);
  }

  @Test
  void an_end_that_fails_too_frees_the_turn_all_the_same() {
    SerialExecutor ending = new SerialExecutor(workers::add, workers::add, () -> {
      throw new OutOfMemoryError("on purpose, again");
    });
    ending.offer(() -> {
      throw new OutOfMemoryError("on purpose");
    });
    ending.offer(() -> done.add(1));
    runAll();
    assertThat(done).containsExactly(1);
  }

  @Test
  void large_tasks_run_on_workers_of_their_own_and_in_order() {
    Queue<Runnable> large = new ArrayDeque<>();
    SerialExecutor both = new SerialExecutor(workers::add, large::add, () -> {});
    both.offer(() -> done.add(1));
    both.offer(ByteBudget.SMALL_BYTES_MAX + 1, () -> done.add(2));
    both.offer(ByteBudget.SMALL_BYTES_MAX, () -> done.add(3));
    runAll();
    assertThat(done).containsExactly(1);
    assertThat(large).hasSize(1);
    large.remove().run();
    assertThat(done).containsExactly(1, 2);
    runAll();
    assertThat(done).containsExactly(1, 2, 3);
    assertThat(large).isEmpty();
  }

  @Test
  void the_last_task_runs_after_all_and_even_when_the_queue_is_full() {
    IntStream.range(0, SerialExecutor.QUEUE_MAX).forEach(i -> work.offer(() -> done.add(i)));
    work.finish(() -> done.add(-1));
    work.finish(() -> done.add(-2));
    runAll();
    assertThat(done).hasSize(SerialExecutor.QUEUE_MAX + 1).endsWith(-1);
  }

  @Test
  void after_the_last_task_nothing_is_taken() {
    work.finish(() -> done.add(1));
    assertThat(work.offer(() -> done.add(2))).isFalse();
    runAll();
    assertThat(done).containsExactly(1);
  }

  private CompletableFuture<Void> beside(int number) {
    CompletableFuture<Void> over = new CompletableFuture<>();
    work.offerBeside(0, () -> {
      done.add(number);
      return over;
    });
    return over;
  }

  @Test
  void tasks_that_go_on_are_under_way_at_once_and_the_next_other_task_waits_for_all_of_them() {
    CompletableFuture<Void> first = beside(1);
    CompletableFuture<Void> second = beside(2);
    work.offer(() -> done.add(3));
    CompletableFuture<Void> third = beside(4);
    runAll();
    assertThat(done).containsExactly(1, 2);
    second.complete(null);
    runAll();
    assertThat(done).containsExactly(1, 2);
    first.completeExceptionally(new IllegalStateException("on purpose"));
    runAll();
    assertThat(done).containsExactly(1, 2, 3, 4);
    third.complete(null);
    runAll();
    assertThat(workers).isEmpty();
  }

  @Test
  void the_last_task_waits_for_tasks_that_go_on() {
    CompletableFuture<Void> over = beside(1);
    work.finish(() -> done.add(2));
    runAll();
    assertThat(done).containsExactly(1);
    over.complete(null);
    runAll();
    assertThat(done).containsExactly(1, 2);
  }

  @Test
  void a_task_that_fails_before_it_goes_on_holds_up_nobody() {
    work.offerBeside(0, () -> {
      throw new IllegalStateException("on purpose");
    });
    work.offer(() -> done.add(1));
    runAll();
    assertThat(done).containsExactly(1);
  }

  private boolean here(int number) {
    return work.beginBeside(0, () -> {
      done.add(number);
      return CompletableFuture.completedFuture(null);
    });
  }

  @Test
  void a_task_that_goes_on_may_be_begun_by_who_brings_it() {
    assertThat(here(1)).isTrue();
    assertThat(done).containsExactly(1);
    assertThat(workers).isEmpty();
  }

  @Test
  void it_waits_for_its_turn_if_another_task_was_first() {
    work.offer(() -> done.add(1));
    assertThat(here(2)).isTrue();
    assertThat(done).isEmpty();
    runAll();
    assertThat(done).containsExactly(1, 2);
  }

  @Test
  void what_comes_while_it_is_begun_runs_after_it() {
    work.beginBeside(0, () -> {
      work.offer(() -> done.add(2));
      here(3);
      done.add(1);
      return CompletableFuture.completedFuture(null);
    });
    runAll();
    assertThat(done).containsExactly(1, 2, 3);
  }

  @Test
  void it_may_be_begun_while_others_go_on_but_not_before_a_task_that_waits_for_them() {
    CompletableFuture<Void> first = beside(1);
    runAll();
    here(2);
    assertThat(done).containsExactly(1, 2);
    work.offer(() -> done.add(3));
    here(4);
    runAll();
    assertThat(done).containsExactly(1, 2);
    first.complete(null);
    runAll();
    assertThat(done).containsExactly(1, 2, 3, 4);
  }

  @Test
  void a_large_task_is_never_begun_here_and_none_after_the_last() {
    work.beginBeside(ByteBudget.SMALL_BYTES_MAX + 1, () -> {
      done.add(1);
      return CompletableFuture.completedFuture(null);
    });
    assertThat(done).isEmpty();
    work.finish(() -> done.add(2));
    assertThat(here(3)).isFalse();
    runAll();
    assertThat(done).containsExactly(1, 2);
  }
}
