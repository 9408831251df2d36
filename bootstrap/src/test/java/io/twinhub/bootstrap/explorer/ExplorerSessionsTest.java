package io.twinhub.bootstrap.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tokens and sessions, with a clock that the test sets. */
class ExplorerSessionsTest {
  private Instant now = Instant.parse("2026-01-01T12:00:00Z");
  private final ExplorerSessions sessions = new ExplorerSessions(() -> now);

  @Test
  void a_token_opens_one_session() {
    String token = sessions.newToken();
    String session = sessions.open(token).orElseThrow();
    assertThat(sessions.knows(session)).isTrue();
    assertThat(sessions.open(token)).isEmpty();
    assertThat(sessions.knows(token)).isFalse();
    assertThat(sessions.open(session)).isEmpty();
  }

  @Test
  void no_two_secrets_are_the_same_and_all_have_256_bits() {
    String token = sessions.newToken();
    assertThat(token).matches("[0-9a-f]{64}").isNotEqualTo(sessions.newToken());
    assertThat(sessions.open(token).orElseThrow()).matches("[0-9a-f]{64}").isNotEqualTo(token);
  }

  @Test
  void a_token_is_good_for_ten_minutes() {
    String inTime = sessions.newToken();
    String late = sessions.newToken();
    now = now.plus(Duration.ofMinutes(10)).minusMillis(1);
    assertThat(sessions.open(inTime)).isPresent();
    now = now.plusMillis(1);
    assertThat(sessions.open(late)).isEmpty();
  }

  @Test
  void unknown_texts_open_nothing() {
    assertThat(sessions.open("")).isEmpty();
    assertThat(sessions.open("0".repeat(64))).isEmpty();
    assertThat(sessions.knows("")).isFalse();
  }

  @Test
  void the_oldest_of_a_hundred_sessions_and_tokens_gives_way() {
    String first = sessions.open(sessions.newToken()).orElseThrow();
    List<String> others = new ArrayList<>();
    for (int i = 0; i < 99; i++) {
      others.add(sessions.open(sessions.newToken()).orElseThrow());
    }
    assertThat(sessions.knows(first)).isTrue();
    others.add(sessions.open(sessions.newToken()).orElseThrow());
    assertThat(sessions.knows(first)).isFalse();
    assertThat(others).allMatch(sessions::knows);

    String old = sessions.newToken();
    for (int i = 0; i < 100; i++) {
      assertThat(sessions.newToken()).isNotEqualTo(old);
    }
    assertThat(sessions.open(old)).isEmpty();
  }
}
