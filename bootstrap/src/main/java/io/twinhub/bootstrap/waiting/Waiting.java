package io.twinhub.bootstrap.waiting;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

/**
 * A thread that waits for a result. Its name tells for what, so that a dump of a test that seems to hang
 * shows it.
 */
final class Waiting<T> {
  private final String wanted;
  private final Duration limit;
  private final CompletableFuture<T> result = new CompletableFuture<>();

  /**
   * A wait.
   *
   * @param wanted what it waits for, such as {@code for device 'd1' to connect}
   */
  Waiting(String wanted, Duration limit) {
    this.wanted = wanted;
    this.limit = limit;
  }

  /** The reason why a result will never come. */
  static final class Hopeless extends Exception {
    private static final long serialVersionUID = 1L;

    Hopeless(String reason) {
      super(reason);
    }
  }

  /** To be completed with the result, or with a {@link Hopeless}. */
  CompletableFuture<T> result() {
    return result;
  }

  /**
   * Waits.
   *
   * @param explained adds to the first line of a failure what is known
   */
  T get(UnaryOperator<String> explained) {
    Thread thread = Thread.currentThread();
    String name = thread.getName();
    thread.setName("%s, waiting %s".formatted(name, wanted));
    try {
      return result.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      throw failure(explained, "waited %s %s".formatted(WaitText.of(limit), wanted), late);
    } catch (InterruptedException stopped) {
      thread.interrupt();
      throw failure(explained, "interrupted while it waited " + wanted, stopped);
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause() == null ? failed : failed.getCause();
      String reason =
          cause instanceof Hopeless ? cause.getMessage() : "a condition failed: " + cause;
      throw failure(explained, "waited %s in vain: %s".formatted(wanted, reason), cause);
    } finally {
      thread.setName(name);
    }
  }

  private static AssertionError failure(
      UnaryOperator<String> explained, String first, Throwable cause) {
    return new AssertionError(explained.apply(first), cause);
  }
}
