package io.twinhub.bootstrap.cli.option.start;

import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.bootstrap.config.RepeatConfig;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of {@code start} that make two runs alike. */
public final class RepeatOptions {
  @Option(
      names = "--random-seed",
      paramLabel = "NUMBER",
      description =
          "Makes the same keys, etags and ids in each run. Such keys can be guessed, so the hub"
              + " listens on loopback only.")
  private Optional<Long> randomSeed = Optional.empty();

  @Option(
      names = "--clock-at",
      paramLabel = "TIME",
      description =
          "Shows this time, such as 2030-01-01T00:00:00Z, until 'clock advance' changes it."
              + " Default: the clock of this machine")
  private Optional<String> clockAt = Optional.empty();

  /**
   * What the options say, for a hub that listens on {@code host}.
   *
   * @throws CommandFailure naming the option that is wrong
   */
  public RepeatConfig config(String host) {
    if (randomSeed.isPresent() && !isLoopback(host)) {
      throw CommandFailure.usage(
          "--random-seed makes keys that can be guessed, so it does not go with --host %s, which other"
                  .formatted(host)
              + " machines reach");
    }
    return new RepeatConfig(randomSeed, clockAt.map(RepeatOptions::time));
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException unknown) {
      return false;
    }
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException noTime) {
      throw CommandFailure.usage(
          "--clock-at: '%s' is not a time; write it as 2030-01-01T00:00:00Z".formatted(text));
    }
  }
}
