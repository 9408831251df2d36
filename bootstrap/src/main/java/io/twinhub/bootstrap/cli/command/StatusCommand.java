package io.twinhub.bootstrap.cli.command;

import io.twinhub.bootstrap.cli.option.HubCommand;
import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.bootstrap.cli.remote.AdminApi;
import io.twinhub.bootstrap.config.HubFacts;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonValue;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;

/** Shows the status of the hubs that run here. */
@Command(
    name = "status",
    description = {
      "Prints how the running hub is.",
      "If several hubs run here, prints a list with all of them."
    })
public final class StatusCommand extends HubCommand {
  @Override
  public void run() {
    List<HubFacts> running = options.all();
    if (running.size() > 1) {
      options.print(JsonArray.of(running, StatusCommand::statusOrProblem));
    } else {
      options.print(status(options.local()));
    }
  }

  private static JsonValue status(HubFacts hub) {
    return new AdminApi(hub).send("GET", "/status", Optional.empty());
  }

  /** A hub that does not answer hides none of the others. */
  private static JsonValue statusOrProblem(HubFacts hub) {
    try {
      return status(hub);
    } catch (CommandFailure problem) {
      return JsonObject.builder()
          .put("name", hub.name())
          .put("problem", String.valueOf(problem.getMessage()))
          .build();
    }
  }
}
