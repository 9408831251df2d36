package io.twinhub.application.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How long to wait before something is tried again. */
class BackoffTest {
  private static final RandomGenerator LEAST = () -> 0;

  private final Backoff backoff = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(1), 5);

  @Test
  void each_wait_is_twice_the_one_before_up_to_the_longest() {
    List<Optional<Duration>> waits = IntStream.rangeClosed(1, 5)
        .mapToObj(attempt -> backoff.after(attempt, LEAST))
        .toList();
    assertThat(waits)
        .containsExactly(
            Optional.of(Duration.ofMillis(100)),
            Optional.of(Duration.ofMillis(200)),
            Optional.of(Duration.ofMillis(400)),
            Optional.of(Duration.ofMillis(500)),
            Optional.empty());
  }

  @Test
  void chance_adds_up_to_as_much_again() {
    RandomGenerator chance = RandomGenerator.getDefault();
    assertThat(IntStream.range(0, 1000).mapToObj(i -> backoff.after(1, chance).orElseThrow()))
        .allSatisfy(
            wait -> assertThat(wait).isBetween(Duration.ofMillis(100), Duration.ofMillis(200)))
        .hasSizeGreaterThan(1);
  }

  @Test
  void a_wait_that_was_asked_for_is_kept_but_not_beyond_the_longest() {
    assertThat(backoff.after(1, Duration.ofMillis(300), LEAST)).contains(Duration.ofMillis(400));
    assertThat(backoff.after(1, Duration.ofHours(1), LEAST)).contains(Duration.ofSeconds(1));
    assertThat(backoff.after(5, Duration.ofMillis(300), LEAST)).isEmpty();
  }

  @Test
  void very_many_attempts_do_not_overflow() {
    Backoff endless = new Backoff(Duration.ofMillis(200), Duration.ofMinutes(1), 1_000_000);
    assertThat(endless.after(999_999, LEAST)).contains(Duration.ofSeconds(30));
  }

  @Test
  void numbers_that_make_no_sense_are_refused() {
    assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1), 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a backoff needs 0 <= firstWait <= waitMax and at least one attempt");
    assertThatThrownBy(() -> new Backoff(Duration.ofMillis(-1), Duration.ofSeconds(1), 5))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Backoff(Duration.ZERO, Duration.ofSeconds(1), 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
