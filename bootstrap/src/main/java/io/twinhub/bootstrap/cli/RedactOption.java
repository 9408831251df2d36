package io.twinhub.bootstrap.cli;

import io.twinhub.application.fleet.Redaction;
import java.util.List;
import picocli.CommandLine.Option;

/** What is left out of a fleet. */
final class RedactOption {
  @Option(
      names = "--redact",
      split = ",",
      paramLabel = "PART",
      description = "Leave out keys, all tags, or single tags: keys,tags.owner.mail")
  private List<String> parts = List.of();

  Redaction redaction() {
    try {
      return Redaction.parse(parts);
    } catch (IllegalArgumentException unknown) {
      throw CommandFailure.usage("--redact: " + unknown.getMessage());
    }
  }
}
