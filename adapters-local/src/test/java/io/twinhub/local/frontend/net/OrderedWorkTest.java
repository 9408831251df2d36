package io.twinhub.local.frontend.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.twinhub.local.frontend.net.log.ClosingLog;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** What waits for its turn takes room in the budget that all connections share. */
class OrderedWorkTest {
  private static final int LARGE = ByteBudget.SMALL_BYTES_MAX + 1;

  private final Queue<Runnable> workers = new ArrayDeque<>();
  private final ByteBudget budget = new ByteBudget(2L * LARGE);
  private final OrderedWork ordered = ordered();

  private OrderedWork ordered() {
    EmbeddedChannel channel = new EmbeddedChannel();
    ClosingLog log = (String who, String reason, Optional<Throwable> mistake) -> {};
    return new OrderedWork(
        channel,
        new SerialExecutor(workers::add),
        new ExitDoor(channel, log, "a stranger"),
        budget);
  }

  private void work() {
    while (!workers.isEmpty()) {
      workers.remove().run();
    }
  }

  @Test
  void large_packets_take_room_until_they_are_done_whatever_becomes_of_them() {
    assertThat(ordered.take(LARGE, () -> {})).isTrue();
    assertThat(ordered.take(LARGE, () -> {
          throw new IllegalStateException("on purpose");
        }))
        .isTrue();
    assertThat(budget.held()).isEqualTo(2L * LARGE);
    work();
    assertThat(budget.held()).isZero();
  }

  @Test
  void a_large_packet_is_refused_while_there_is_no_room_and_a_small_one_is_not() {
    assertThat(ordered.take(LARGE, () -> {})).isTrue();
    assertThat(ordered().take(LARGE, () -> {})).isTrue();
    assertThat(ordered().take(LARGE, () -> {})).isFalse();
    assertThat(ordered().take(ByteBudget.SMALL_BYTES_MAX, () -> {})).isTrue();
    work();
    assertThat(ordered().take(LARGE, () -> {})).isTrue();
  }
}
