package io.twinhub.bootstrap.cli.command.twin;

import io.twinhub.bootstrap.cli.option.JsonOption;
import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.domain.document.DocumentNames;
import io.twinhub.domain.json.JsonObject;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The parts of a twin that a user may give. */
final class TwinContent {
  @Option(
      names = "--tags",
      paramLabel = "JSON",
      description = "Tags, or the name of a file with them.")
  private Optional<String> tags = Optional.empty();

  @Option(
      names = "--desired",
      paramLabel = "JSON",
      description = "Desired properties, or the name of a file with them.")
  private Optional<String> desired = Optional.empty();

  @Option(
      names = {"-j", "--json"},
      paramLabel = "JSON",
      description = "A twin document, or the name of a file with one.")
  private Optional<String> json = Optional.empty();

  /** The document; empty if none of the options is given. */
  Optional<JsonObject> given() {
    JsonObject body = json.map(text -> JsonOption.parse("--json", text)).orElse(JsonObject.EMPTY);
    if (tags.isPresent()) {
      body = body.with(DocumentNames.TAGS, JsonOption.parse("--tags", tags.get()));
    }
    if (desired.isPresent()) {
      JsonObject properties =
          JsonObject.of(DocumentNames.DESIRED, JsonOption.parse("--desired", desired.get()));
      body = body.with(DocumentNames.PROPERTIES, properties);
    }
    return body.isEmpty() ? Optional.empty() : Optional.of(body);
  }

  /**
   * The document.
   *
   * @param others what could be given instead, for the message
   */
  JsonObject body(String others) {
    return given().orElseThrow(() -> CommandFailure.usage("give at least one of " + others));
  }
}
