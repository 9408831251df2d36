package io.twinhub.bootstrap.cli.command;

import io.twinhub.bootstrap.cli.option.HubCommand;
import io.twinhub.bootstrap.cli.remote.AdminApi;
import java.util.Optional;
import picocli.CommandLine.Command;

/** Shows the status of the running hub. */
@Command(name = "status", description = "Prints how the running hub is.")
public final class StatusCommand extends HubCommand {
  @Override
  public void run() {
    options.print(new AdminApi(options.local()).send("GET", "/status", Optional.empty()));
  }
}
