package io.twinhub.bootstrap.cli;

import io.twinhub.application.fleet.Selection;
import io.twinhub.domain.error.HubException;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which devices of a fleet a command works on. */
final class SelectionOption {
  @Option(
      names = {"-q", "--query-command"},
      paramLabel = "SQL",
      description =
          "Only the devices of a query, or of a condition such as \"tags.plant = 'x'\", with their"
              + " modules. Default: all.")
  private Optional<String> query = Optional.empty();

  Selection selection() {
    try {
      return query.map(Selection::of).orElse(Selection.ALL);
    } catch (HubException noQuery) {
      throw CommandFailure.usage("--query-command: " + noQuery.getMessage());
    }
  }
}
