package io.twinhub.bootstrap.cli.command.fleet;

import io.twinhub.application.fleet.OrderedCalls;
import io.twinhub.bootstrap.cli.print.ProgressLine;
import java.io.PrintWriter;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What a command on a fleet needs while it runs: threads, a progress line, and a final message on Ctrl-C. */
final class FleetRun implements AutoCloseable {
  private final ProgressLine progress;
  private final ExecutorService threads;
  private final Thread lastWord;

  /**
   * Starts.
   *
   * @param onInterrupt what to say when the user ends the command
   */
  FleetRun(PrintWriter err, String onInterrupt) {
    this.progress = ProgressLine.to(err);
    this.threads = Executors.newFixedThreadPool(OrderedCalls.CALLS_IN_FLIGHT_MAX, work -> {
      Thread thread = new Thread(work, "twinhub-fleet");
      thread.setDaemon(true);
      return thread;
    });
    this.lastWord = new Thread(() -> {
      String reached = progress.text();
      progress.finish();
      err.println("twinhub: interrupted while %s; %s".formatted(reached, onInterrupt));
      err.flush();
    });
    Runtime.getRuntime().addShutdownHook(lastWord);
  }

  OrderedCalls lanes() {
    return new OrderedCalls(threads);
  }

  ProgressLine progress() {
    return progress;
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(lastWord);
    threads.shutdownNow();
    progress.finish();
  }
}
