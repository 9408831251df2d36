package io.twinhub.bootstrap.cli.command;

import io.twinhub.bootstrap.cli.option.DurationText;
import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.bootstrap.cli.remote.AdminApi;
import io.twinhub.bootstrap.config.RunFile;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
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

  private static boolean isReady() {
    return new RunFile(RunFile.defaultFolder())
        .read()
        .filter(facts -> {
          try {
            new AdminApi(facts).send("GET", "/ready", Optional.empty());
            return true;
          } catch (CommandFailure notYet) {
            return false;
          }
        })
        .isPresent();
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
