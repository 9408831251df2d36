package io.twinhub.application.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls side by side. */
@Timeout(60)
class OrderedCallsTest {
  private final ExecutorService threads =
      Executors.newFixedThreadPool(OrderedCalls.CALLS_IN_FLIGHT_MAX);
  private final OrderedCalls lanes = new OrderedCalls(threads);

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  private static List<Integer> numbers(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  @Test
  void answers_come_in_the_order_of_the_questions() {
    List<Integer> answers = new ArrayList<>();
    lanes.each(numbers(1000), number -> number * 2, answers::add);
    assertThat(answers)
        .isEqualTo(IntStream.range(0, 1000).map(n -> n * 2).boxed().toList());
  }

  @Test
  void many_calls_are_under_way_at_once() {
    CountDownLatch all = new CountDownLatch(OrderedCalls.CALLS_IN_FLIGHT_MAX);
    lanes.each(
        numbers(OrderedCalls.CALLS_IN_FLIGHT_MAX),
        number -> met(all),
        met -> assertThat(met).isTrue());
  }

  private static boolean met(CountDownLatch all) {
    all.countDown();
    try {
      return all.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void no_more_questions_are_taken_than_may_be_out() {
    AtomicInteger taken = new AtomicInteger();
    AtomicInteger answered = new AtomicInteger();
    Iterable<Integer> work =
        () -> numbers(1000).stream().peek(n -> taken.incrementAndGet()).iterator();
    lanes.each(
        work,
        number -> number,
        number -> assertThat(taken.get() - answered.getAndIncrement())
            .isLessThanOrEqualTo(OrderedCalls.QUESTIONS_OUT_MAX + 1));
    assertThat(answered).hasValue(1000);
  }

  @Test
  void a_refusal_ends_it() {
    List<Integer> answers = new ArrayList<>();
    assertThatThrownBy(() -> lanes.each(numbers(100), OrderedCallsTest::refuseSeven, answers::add))
        .isInstanceOf(HubException.class)
        .hasMessage("seven");
    assertThat(answers).isEqualTo(numbers(7));
  }

  private static int refuseSeven(int number) {
    if (number == 7) {
      throw new HubException(RequestError.invalid("seven"));
    }
    return number;
  }

  @Test
  void an_interrupted_caller_is_let_go() {
    Thread.currentThread().interrupt();
    CountDownLatch never = new CountDownLatch(2);
    assertThatThrownBy(() -> lanes.each(List.of(1), number -> met(never), answer -> {}))
        .isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
  }
}
