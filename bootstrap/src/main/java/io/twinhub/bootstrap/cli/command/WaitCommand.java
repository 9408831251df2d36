package io.twinhub.bootstrap.cli.command;

import io.twinhub.bootstrap.cli.option.DurationText;
import io.twinhub.bootstrap.cli.option.HubOption;
import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.bootstrap.cli.print.ExitCode;
import io.twinhub.bootstrap.cli.remote.AdminApi;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Waits for a hub that another process is starting. */
@Command(name = "wait", description = "Waits until a hub on this machine is ready.")
public final class WaitCommand implements Runnable {
  private static final long POLL_MILLIS = 100;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      defaultValue = "30s",
      description = "How long: 500ms, 10s, 2m. Default: ${DEFAULT-VALUE}.")
  private String timeout = "";

  @Mixin
  private HubOption hub = new HubOption();

  @Override
  public void run() {
    Duration limit = DurationText.parse("--timeout", timeout);
    long end = System.nanoTime() + limit.toNanos();
    while (!isReady()) {
      if (System.nanoTime() >= end) {
        throw CommandFailure.noHub("no hub was ready within " + timeout);
      }
      pause();
    }
  }

  /** A hub that was named may not run yet, so it is no failure if there is none. */
  private boolean isReady() {
    try {
      new AdminApi(hub.hubs().local()).send("GET", "/ready", Optional.empty());
      return true;
    } catch (CommandFailure notYet) {
      if (notYet.exitCode() == ExitCode.USAGE) {
        throw notYet;
      }
      return false;
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailure.noHub("interrupted");
    }
  }
}
