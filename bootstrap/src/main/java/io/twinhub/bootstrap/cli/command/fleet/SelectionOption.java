package io.twinhub.bootstrap.cli.command.fleet;

import io.twinhub.application.port.in.fleet.FleetSelection;
import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.domain.error.HubException;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option that selects the devices of a fleet. */
final class SelectionOption {
  @Option(
      names = {"-q", "--query-command"},
      paramLabel = "SQL",
      description =
          "Only the devices of a query, or of a condition such as \"tags.plant = 'x'\", with their"
              + " modules. Default: all.")
  private Optional<String> query = Optional.empty();

  public FleetSelection selection() {
    try {
      return query.map(FleetSelection::of).orElse(FleetSelection.ALL);
    } catch (HubException noQuery) {
      throw CommandFailure.usage("--query-command: " + noQuery.getMessage());
    }
  }
}
