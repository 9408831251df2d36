package io.twinhub.application.fleet;

import io.twinhub.domain.error.HubException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/** Makes many calls concurrently and delivers their answers in the order in which the calls were given. */
public final class OrderedCalls {
  /**
   * How many calls are in flight at most: enough to hide the latency of the network, few enough for any hub.
   */
  public static final int CALLS_IN_FLIGHT_MAX = 16;

  /** How many answers may be pending or waiting for earlier ones; each may hold a twin in memory. */
  static final int QUESTIONS_OUT_MAX = 4 * CALLS_IN_FLIGHT_MAX;

  private final ExecutorService threads;

  /**
   * Calls on these threads.
   *
   * @param threads at most {@value #CALLS_IN_FLIGHT_MAX}; the caller shuts them down
   */
  public OrderedCalls(ExecutorService threads) {
    this.threads = threads;
  }

  /**
   * Makes a call for each piece of {@code work}, and delivers the answers in order on the calling thread.
   *
   * @throws HubException the first refusal; calls that are still pending are then cancelled
   * @throws CancellationException if the calling thread is interrupted
   */
  public <T, R> void each(
      Iterable<T> work, Function<? super T, ? extends R> call, Consumer<? super R> answered) {
    Deque<Future<R>> out = new ArrayDeque<>();
    try {
      Iterator<T> questions = work.iterator();
      while (questions.hasNext() || !out.isEmpty()) {
        while (questions.hasNext() && out.size() < QUESTIONS_OUT_MAX) {
          T question = questions.next();
          out.add(threads.submit(() -> call.apply(question)));
        }
        answered.accept(answer(out.remove()));
      }
    } finally {
      out.forEach(late -> late.cancel(true));
    }
  }

  private static <R> R answer(Future<R> asked) {
    try {
      return asked.get();
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof HubException refusal) {
        throw refusal.onThisThread();
      }
      if (failure.getCause() instanceof RuntimeException mistake) {
        throw mistake;
      }
      throw new IllegalStateException(failure.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      asked.cancel(true);
      throw new CancellationException("interrupted");
    }
  }
}
