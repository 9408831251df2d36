package io.twinhub.bootstrap.cli.command;

import io.twinhub.bootstrap.cli.option.DurationText;
import io.twinhub.bootstrap.cli.option.HubCommand;
import io.twinhub.bootstrap.cli.remote.AdminApi;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The clock of the hub that runs here. */
@Command(
    name = "clock",
    description = "Shows the clock of the running hub, and advances it.",
    subcommands = {ClockCommand.Show.class, ClockCommand.Advance.class})
public final class ClockCommand extends CommandGroup {
  private static final String PATH = "/clock";

  @Command(
      name = "show",
      description = "Prints the time of the hub, how far it was advanced, and whether it stands.")
  static final class Show extends HubCommand {
    @Override
    public void run() {
      options.print(new AdminApi(options.local()).send("GET", PATH, Optional.empty()));
    }
  }

  @Command(
      name = "advance",
      description = {
        "Advances the clock: what would happen in that time happens at once.",
        "Tokens and messages expire, calls and locks time out, delayed queries catch up, and events"
            + " grow old. A clock never goes back."
      })
  static final class Advance extends HubCommand {
    @Parameters(paramLabel = "TIME", description = "How far, such as 30s, 10m or 24h.")
    private String time = "";

    @Override
    public void run() {
      Duration step = DurationText.parse("TIME", time);
      JsonObject body = JsonObject.of("advance", new JsonString(step.toString()));
      options.print(new AdminApi(options.local()).send("POST", PATH, Optional.of(body)));
    }
  }
}
