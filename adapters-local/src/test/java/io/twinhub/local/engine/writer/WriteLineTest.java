package io.twinhub.local.engine.writer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Who may carry out a write, and when. */
class WriteLineTest {
  private final WriteLine line = new WriteLine();

  private static <T> T onAnotherThread(Supplier<T> work) {
    return CompletableFuture.supplyAsync(work, task -> new Thread(task).start()).join();
  }

  private static Waiting<?> write() {
    return Waiting.of(transaction -> transaction, 0);
  }

  @Test
  void a_write_overtakes_neither_one_that_waits_nor_one_that_is_carried_out() throws Exception {
    line.add(write());
    assertThat(line.beginAlone()).isFalse();
    assertThat(line.take()).isNotNull();
    assertThat(line.beginAlone()).isFalse();
    line.answering(1);
    assertThat(line.beginAlone()).isTrue();
    line.end();
  }

  @Test
  void a_thread_that_does_not_get_the_turn_leaves_no_write_open() {
    line.begin();
    assertThat(onAnotherThread(line::beginAlone)).isFalse();
    line.end();
    assertThat(line.beginAlone()).isTrue();
    line.end();
  }

  @Test
  void a_thread_that_has_the_turn_does_not_get_it_again() {
    line.begin();
    assertThat(line.isHere()).isTrue();
    assertThat(line.beginAlone()).isFalse();
    line.end();
    assertThat(line.isHere()).isFalse();
  }

  @Test
  void a_write_that_has_the_turn_counts_until_it_is_answered() {
    assertThat(line.beginAlone()).isTrue();
    line.end();
    assertThat(line.beginAlone()).isFalse();
    line.answering(1);
    assertThat(line.beginAlone()).isTrue();
    line.end();
  }

  @Test
  void the_writer_is_woken_once_until_it_wakes() throws Exception {
    line.wake();
    line.wake();
    Waiting<?> wake = line.take();
    assertThat(line.isEmpty()).isTrue();
    assertThat(line.isWake(wake)).isTrue();
    line.wake();
    assertThat(line.poll()).contains(wake);
    assertThat(line.isWake(write())).isFalse();
  }
}
