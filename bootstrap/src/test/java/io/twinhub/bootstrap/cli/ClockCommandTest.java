package io.twinhub.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.bootstrap.Twinhub;
import io.twinhub.bootstrap.config.HubConfig;
import io.twinhub.bootstrap.config.RepeatConfig;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The hub's clock at the command line. */
@Timeout(60)
class ClockCommandTest {
  private static Twinhub hub;

  @BeforeAll
  static void start() {
    RepeatConfig stands =
        new RepeatConfig(Optional.empty(), Optional.of(Instant.parse("2030-01-01T00:00:00Z")));
    hub = Twinhub.start(
        HubConfig.builder(Ran.runFolder()).freePorts().repeat(stands).build());
  }

  @AfterAll
  static void stop() {
    hub.close();
  }

  @Test
  void a_clock_is_shown_and_advanced() {
    assertThat(Ran.twinhub("clock", "advance", "90m")).isEqualTo(new Ran(0, """
        {
          "now": "2030-01-01T01:30:00Z",
          "advanced": "PT1H30M",
          "stands": true
        }
        """, ""));
    assertThat(Ran.twinhub("clock", "show", "-o", "value", "--help").code()).isZero();
    assertThat(Ran.twinhub("clock", "show").out()).contains("\"now\": \"2030-01-01T01:30:00Z\"");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      advance -1h   | 2 | twinhub: Unknown option: '-1h'
      advance 0s    | 1 | twinhub: the clock cannot be advanced by PT0S: the step must be positive, since a hub's clock never goes back
      advance later | 2 | twinhub: TIME: 'later' is not a duration; write 500ms, 10s, 2m or 1h
      advance       | 2 | twinhub: Missing required parameter: 'TIME'
      set 1h        | 2 | twinhub: There is no command or argument 'set', '1h'
      """)
  void a_wrong_step_changes_nothing(String arguments, int code, String message) {
    Ran ran = Ran.twinhub(("clock " + arguments).split(" "));
    assertThat(ran.err()).startsWith(message);
    assertThat(ran.code()).isEqualTo(code);
  }
}
