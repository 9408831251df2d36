package io.twinhub.bootstrap.cli;

import io.twinhub.bootstrap.config.RunFile;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Waits for a hub that is being started by somebody else. */
@Command(name = "wait", description = "Waits until a hub on this machine is ready.")
final class WaitCommand implements Runnable {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,6})(ms|s|m)?");
  private static final long POLL_MILLIS = 100;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      defaultValue = "30s",
      description = "How long: 500ms, 10s, 2m. Default: ${DEFAULT-VALUE}.")
  private String timeout = "";

  @Override
  public void run() {
    Duration limit = parsed(timeout);
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

  private static Duration parsed(String text) {
    Matcher matcher = DURATION.matcher(text.toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw CommandFailure.usage(
          "--timeout: '%s' is no duration; write 500ms, 10s or 2m".formatted(text));
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (Optional.ofNullable(matcher.group(2)).orElse("s")) {
      case "ms" -> Duration.ofMillis(amount);
      case "m" -> Duration.ofMinutes(amount);
      default -> Duration.ofSeconds(amount);
    };
  }
}
