package io.twinhub.bootstrap.cli.option;

import io.twinhub.domain.document.DocumentNames;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option that makes a write conditional. */
public final class EtagOption {
  @Option(
      names = {"-e", "--etag"},
      paramLabel = "ETAG",
      description = "Write only if the etag is this one.")
  private Optional<String> etag = Optional.empty();

  /** The condition in the form that the hub expects, in quotes; empty if none was given. */
  public Optional<String> ifMatch() {
    return etag.map(EtagOption::quoted);
  }

  /** The condition that {@code document} is as it was read; empty if it has no etag. */
  public static Optional<String> of(JsonObject document) {
    return document
        .find(DocumentNames.ETAG)
        .filter(JsonString.class::isInstance)
        .map(etag -> quoted(((JsonString) etag).value()));
  }

  private static String quoted(String etag) {
    return "\"" + etag.replace("\"", "") + "\"";
  }
}
