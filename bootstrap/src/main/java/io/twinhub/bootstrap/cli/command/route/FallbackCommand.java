package io.twinhub.bootstrap.cli.command.route;

import io.twinhub.bootstrap.cli.command.CommandGroup;
import io.twinhub.bootstrap.cli.option.HubCommand;
import io.twinhub.domain.json.JsonBool;
import io.twinhub.domain.json.JsonObject;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Manages the fallback route, which takes telemetry that no other route takes. */
@Command(
    name = "fallback",
    description = "The fallback route: it takes the telemetry that no other route takes.",
    subcommands = {FallbackCommand.Show.class, FallbackCommand.Set.class})
final class FallbackCommand extends CommandGroup {
  private static final String PATH = "/routes/$fallback";

  @Command(name = "show", description = "Prints the fallback route.")
  static final class Show extends HubCommand {
    @Override
    public void run() {
      options.print(RouteCommand.admin(options).send("GET", PATH, Optional.empty()));
    }
  }

  @Command(name = "set", description = "Switches the fallback route on or off.")
  static final class Set extends HubCommand {
    @Option(
        names = {"--enabled", "-e"},
        required = true,
        paramLabel = "TRUE|FALSE",
        arity = "1",
        description = "Whether it is in use.")
    private boolean enabled;

    @Override
    public void run() {
      JsonObject body = JsonObject.of("isEnabled", JsonBool.of(enabled));
      options.print(RouteCommand.admin(options).send("PUT", PATH, Optional.of(body)));
    }
  }
}
