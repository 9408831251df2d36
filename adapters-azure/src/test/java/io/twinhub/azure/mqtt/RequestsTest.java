package io.twinhub.azure.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.azure.mqtt.TwinTopics.Answered;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.twin.property.Version;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Requests that wait for their answers: each gets its own, and none waits for ever. */
class RequestsTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Version THIRD = new Version(3);

  private final Requests requests = new Requests("the hub", LONG);

  private static Requests.Answer answer(int status, long request, String body) {
    return new Requests.Answer(new Answered(status, request, THIRD), body);
  }

  private static void assertCode(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            HubException.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }

  @Test
  void an_answer_finds_who_asked_and_one_for_nobody_is_dropped() {
    Requests.Answer given = requests.ask(number -> {
      requests.answered(answer(200, number + 1, "for nobody"));
      requests.answered(answer(200, number, "for you"));
      requests.answered(answer(200, number, "too late"));
    });
    assertThat(given.body()).isEqualTo("for you");
    assertThat(given.head().version()).isEqualTo(THIRD);
  }

  @Test
  void a_refusal_is_told_with_azures_number_and_text() {
    assertThatThrownBy(() -> requests.ask(number -> requests.answered(
            answer(412, number, "{\"errorCode\":412001,\"message\":\"not the present one\"}"))))
        .isInstanceOfSatisfying(
            HubException.class,
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.PRECONDITION_FAILED))
        .hasMessage("not the present one (412001)");
    assertCode(
        ErrorCode.THROTTLING,
        () -> requests.ask(number -> requests.answered(answer(429, number, ""))));
  }

  @Test
  void no_answer_in_time_is_unavailable() {
    Requests impatient = new Requests("the hub", Duration.ofMillis(20));
    assertThatThrownBy(() -> impatient.ask(number -> {}))
        .hasMessage("no answer from the hub: nothing within PT0.02S");
  }

  @Test
  void a_lost_connection_answers_nobody() {
    assertThatThrownBy(() -> requests.ask(number -> requests.lost()))
        .hasMessageContaining("the connection was lost");
  }

  @Test
  void an_interrupted_caller_waits_no_more() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> requests.ask(number -> {}))
        .hasMessage("no answer from the hub: the call was cancelled");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void one_more_than_may_wait_is_refused_and_the_others_are_answered() throws Exception {
    ExecutorService callers = Executors.newCachedThreadPool();
    CountDownLatch asked = new CountDownLatch(Requests.WAITING_MAX);
    List<Long> numbers = new ArrayList<>();
    try {
      List<Future<Requests.Answer>> waiting = new ArrayList<>();
      for (int i = 0; i < Requests.WAITING_MAX; i++) {
        waiting.add(callers.submit(() -> requests.ask(number -> {
          synchronized (numbers) {
            numbers.add(number);
          }
          asked.countDown();
        })));
      }
      assertThat(asked.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertCode(ErrorCode.THROTTLING, () -> requests.ask(number -> {}));
      numbers.forEach(number -> requests.answered(answer(204, number, "")));
      for (Future<Requests.Answer> one : waiting) {
        assertThat(one.get(LONG.toSeconds(), TimeUnit.SECONDS).head().status()).isEqualTo(204);
      }
    } finally {
      callers.shutdownNow();
    }
  }
}
