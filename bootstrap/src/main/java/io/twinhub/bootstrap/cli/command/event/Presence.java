package io.twinhub.bootstrap.cli.command.event;

import io.twinhub.bootstrap.cli.print.CommandFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Keeps a command running until Ctrl-C, until its thread is interrupted, or until something ends it. On
 * Ctrl-C the process waits a moment for the command to end its connections.
 */
final class Presence implements AutoCloseable {
  /** How long the last work of a command may take after Ctrl-C. */
  private static final long LAST_WORK_SECONDS = 5;

  private final CountDownLatch ended = new CountDownLatch(1);
  private final CountDownLatch left = new CountDownLatch(1);
  private final Queue<CommandFailure> failures = new ConcurrentLinkedQueue<>();
  private final Thread onInterrupt = new Thread(() -> {
    ended.countDown();
    awaitLastWork();
  });

  /** Starts. Whatever the command opens after this must be closed before this. */
  Presence() {
    Runtime.getRuntime().addShutdownHook(onInterrupt);
  }

  private void awaitLastWork() {
    try {
      var unused = left.await(LAST_WORK_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException enough) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the command with a failure; if there are several, the first counts. */
  void fail(CommandFailure reason) {
    failures.add(reason);
    ended.countDown();
  }

  /** Ends the command without a failure. */
  void end() {
    ended.countDown();
  }

  /**
   * Waits.
   *
   * @return whether the time has passed and the command continues
   * @throws CommandFailure if the command was ended with a failure
   */
  boolean goesOnAfter(Duration time) {
    try {
      boolean over = ended.await(time.toMillis(), TimeUnit.MILLISECONDS);
      Optional.ofNullable(failures.peek()).ifPresent(reason -> {
        throw reason;
      });
      return !over;
    } catch (InterruptedException enough) {
      ended.countDown();
      return false;
    }
  }

  @Override
  public void close() {
    ended.countDown();
    left.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(onInterrupt);
    } catch (IllegalStateException isRunning) {
      // After Ctrl-C the hook is running, and it waits for this.
    }
  }
}
