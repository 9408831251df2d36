package io.twinhub.local.engine.writer;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** Waits for answers of the writer, and the refusals that clients get instead. */
final class Answers {
  private Answers() {}

  /** A wait for an answer. */
  @FunctionalInterface
  interface Wait<R> {
    R ends() throws ExecutionException, TimeoutException, InterruptedException;
  }

  /**
   * Waits for an answer and returns it.
   *
   * @throws HubException if it is refused, cancelled, late or interrupted
   */
  static <R> R await(Wait<R> wait) {
    try {
      return wait.ends();
    } catch (CancellationException e) {
      throw stopped();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof HubException refusal) {
        throw refusal.onThisThread();
      }
      throw new CompletionException(e.getCause());
    } catch (TimeoutException e) {
      throw new HubException(
          RequestError.unavailable("the hub was too busy to do it within " + Steps.WAIT_MAX));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HubException(RequestError.unavailable("interrupted while waiting"));
    }
  }

  /** Refuses a proposal that a stopping hub no longer carries out. */
  static void stop(Waiting<?> waiting) {
    waiting.answer().completeExceptionally(stopped());
  }

  /** The answer to all proposals that a stopping hub no longer carries out. */
  private static HubException stopped() {
    return new HubException(RequestError.unavailable("the hub is stopping"));
  }
}
