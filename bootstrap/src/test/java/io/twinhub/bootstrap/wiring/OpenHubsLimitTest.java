package io.twinhub.bootstrap.wiring;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.bootstrap.Twinhub;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests that forget to close their hubs are told, before the memory is full. */
@Timeout(120)
class OpenHubsLimitTest {
  @Test
  void a_fork_beyond_the_limit_is_refused_until_another_hub_is_closed() {
    Deque<InProcessHub> open = new ArrayDeque<>();
    try (InProcessHub first = Twinhub.inProcess()) {
      InProcessHub.Snapshot beginning = first.snapshot();
      for (int i = 1; i < InProcessHub.OPEN_MAX; i++) {
        open.push(beginning.fork());
      }
      assertThatThrownBy(beginning::fork)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "1000 hubs are open in this process, which is the limit; close each hub after its"
                  + " test");
      InProcessHub closed = open.pop();
      closed.close();
      closed.close();
      open.push(beginning.fork());
      assertThatThrownBy(beginning::fork).isInstanceOf(IllegalStateException.class);
    } finally {
      open.forEach(InProcessHub::close);
    }
  }
}
