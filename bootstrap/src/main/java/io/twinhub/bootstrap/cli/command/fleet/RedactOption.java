package io.twinhub.bootstrap.cli.command.fleet;

import io.twinhub.application.fleet.Redaction;
import io.twinhub.bootstrap.cli.print.CommandFailure;
import java.util.List;
import picocli.CommandLine.Option;

/** The option that says what is left out of a fleet. */
final class RedactOption {
  @Option(
      names = "--redact",
      split = ",",
      paramLabel = "PART",
      description = "Leave out keys, all tags, or single tags: keys,tags.owner.mail")
  private List<String> parts = List.of();

  public Redaction redaction() {
    try {
      return Redaction.parse(parts);
    } catch (IllegalArgumentException unknown) {
      throw CommandFailure.usage("--redact: " + unknown.getMessage());
    }
  }
}
