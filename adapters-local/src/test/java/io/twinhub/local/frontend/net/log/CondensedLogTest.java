package io.twinhub.local.frontend.net.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** What is written of lines that clients cause. */
class CondensedLogTest {
  private final List<String> counts = new ArrayList<>();
  private final Queue<Runnable> windows = new ArrayDeque<>();
  private final CondensedLog log = new CondensedLog(counts::add, windows::add);

  private void endWindow() {
    windows.remove().run();
  }

  @Test
  void equal_lines_of_one_client_are_written_once_and_counted_whatever_port_it_uses() {
    assertThat(log.isNew("/127.0.0.1:1001", "dev1 refused")).isTrue();
    for (int port = 1002; port < 1102; port++) {
      assertThat(log.isNew("/127.0.0.1:" + port, "dev1 refused")).isFalse();
    }
    endWindow();
    assertThat(counts).containsExactly("dev1 refused: 100 more times in 10 s, from /127.0.0.1");
  }

  @Test
  void a_line_is_written_again_in_the_next_window() {
    assertThat(log.isNew("/127.0.0.1:1", "x")).isTrue();
    endWindow();
    assertThat(counts).isEmpty();
    assertThat(log.isNew("/127.0.0.1:1", "x")).isTrue();
    assertThat(windows).hasSize(1);
  }

  @Test
  void lines_of_other_clients_and_other_lines_stand_for_themselves() {
    assertThat(log.isNew("/127.0.0.1:1", "x")).isTrue();
    assertThat(log.isNew("/127.0.0.2:1", "x")).isTrue();
    assertThat(log.isNew("/[::1]:1", "x")).isTrue();
    assertThat(log.isNew("/127.0.0.1:1", "y")).isTrue();
    endWindow();
    assertThat(counts).isEmpty();
    assertThat(windows).isEmpty();
  }

  @Test
  void a_client_that_causes_ever_other_lines_has_the_rest_counted() {
    for (int i = 0; i < CondensedLog.LINES_MAX; i++) {
      assertThat(log.isNew("/127.0.0.1:1", "line " + i)).isTrue();
    }
    for (int i = 0; i < 5; i++) {
      assertThat(log.isNew("/127.0.0.1:1", "another " + i)).isFalse();
    }
    assertThat(log.isNew("/127.0.0.2:1", "a neighbour")).isTrue();
    endWindow();
    assertThat(counts).containsExactly("5 more lines in 10 s, from /127.0.0.1");
  }
}
