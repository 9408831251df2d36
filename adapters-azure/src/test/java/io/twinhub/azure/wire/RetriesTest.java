package io.twinhub.azure.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.application.retry.Backoff;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.HubException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a call is made again, and after how long. Chance is fixed to its smallest value. */
class RetriesTest {
  private final Retries retries = new Retries(Backoff.SHORT, () -> 0);

  @ParameterizedTest
  @ValueSource(ints = {429, 503})
  void a_hub_that_did_nothing_is_asked_again_whatever_the_call(int status) {
    assertThat(retries.after(status, Optional.empty(), false, 1)).contains(Duration.ofMillis(100));
    assertThat(retries.after(status, Optional.empty(), true, 1)).contains(Duration.ofMillis(100));
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 504})
  void a_hub_that_broke_down_is_asked_again_only_where_twice_is_once(int status) {
    assertThat(retries.after(status, Optional.empty(), true, 1)).contains(Duration.ofMillis(100));
    assertThat(retries.after(status, Optional.empty(), false, 1)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 404, 409, 412, 501})
  void a_refusal_is_final(int status) {
    assertThat(retries.after(status, Optional.empty(), true, 1)).isEmpty();
  }

  @Test
  void a_call_without_an_answer_is_made_again_only_where_twice_is_once() {
    assertThat(retries.afterNoAnswer(true, 1)).contains(Duration.ofMillis(100));
    assertThat(retries.afterNoAnswer(false, 1)).isEmpty();
  }

  @Test
  void the_last_attempt_is_the_last() {
    assertThat(retries.afterNoAnswer(true, Backoff.SHORT.attemptsMax())).isEmpty();
    assertThat(retries.after(429, Optional.empty(), true, Backoff.SHORT.attemptsMax()))
        .isEmpty();
  }

  @Test
  void a_hub_that_says_when_is_asked_then_but_not_after_ten_seconds() {
    assertThat(retries.after(429, Optional.of("2"), false, 1)).contains(Duration.ofMillis(2100));
    assertThat(retries.after(429, Optional.of("3600"), false, 1)).contains(Duration.ofSeconds(10));
    assertThat(retries.after(429, Optional.of("tomorrow"), false, 1))
        .contains(Duration.ofMillis(100));
  }

  private static HubException refusal(ErrorCode code) {
    return new HubException(HubError.of(code, "no"));
  }

  @Test
  void a_device_asks_a_busy_hub_again_and_takes_no_for_an_answer() {
    Deque<ErrorCode> refusals =
        new ArrayDeque<>(List.of(ErrorCode.THROTTLING, ErrorCode.THROTTLING));
    assertThat(retries.whileBusy(() -> {
          if (!refusals.isEmpty()) {
            throw refusal(refusals.remove());
          }
          return "done";
        }))
        .isEqualTo("done");
    AtomicInteger asked = new AtomicInteger();
    assertThatThrownBy(() -> retries.whileBusy(() -> {
          asked.incrementAndGet();
          throw refusal(ErrorCode.SERVER_ERROR);
        }))
        .hasMessage("no");
    assertThat(asked).hasValue(1);
  }

  @Test
  void a_device_whose_hub_stays_busy_gives_up_or_is_interrupted() {
    AtomicInteger asked = new AtomicInteger();
    assertThatThrownBy(() -> retries.whileBusy(() -> {
          asked.incrementAndGet();
          throw refusal(ErrorCode.THROTTLING);
        }))
        .hasMessage("no");
    assertThat(asked).hasValue(Backoff.SHORT.attemptsMax());
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> retries.whileBusy(() -> {
          throw refusal(ErrorCode.THROTTLING);
        }))
        .hasMessage("no answer from the hub: the call was cancelled");
    assertThat(Thread.interrupted()).isTrue();
  }
}
