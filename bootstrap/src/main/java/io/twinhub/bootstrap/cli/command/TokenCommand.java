package io.twinhub.bootstrap.cli.command;

import io.twinhub.bootstrap.admin.TokenRequests;
import io.twinhub.bootstrap.cli.option.DurationText;
import io.twinhub.bootstrap.cli.option.HubCommand;
import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.bootstrap.cli.remote.AdminApi;
import io.twinhub.domain.access.Role;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes bearer tokens like those of Microsoft Entra ID. */
@Command(
    name = "token",
    description = "Bearer tokens for back ends of the running hub.",
    subcommands = TokenCommand.Create.class)
public final class TokenCommand extends CommandGroup {

  @Command(
      name = "create",
      description = {
        "Makes a bearer token, in Microsoft Entra ID's place.",
        "Roles: IoT Hub Data Contributor, IoT Hub Data Reader, IoT Hub Registry Contributor, IoT Hub"
            + " Twin Contributor."
      })
  static final class Create extends HubCommand {
    private static final Duration LIFE_DEFAULT = Duration.ofHours(1);

    @Option(
        names = {"-r", "--role"},
        arity = "1..*",
        paramLabel = "ROLE",
        description = "What it allows. Default: IoT Hub Data Contributor, which is everything.")
    private List<String> roles = List.of(Role.DATA_CONTRIBUTOR.azureName());

    @Option(
        names = "--name",
        paramLabel = "NAME",
        defaultValue = "developer",
        description = "Whom it vouches for, as refusals name them. Default: ${DEFAULT-VALUE}.")
    private String name = "";

    @Option(
        names = "--expires-in",
        paramLabel = "DURATION",
        description = "How long it holds, such as 30s, 5m or 2h; a week at most. Default: 1h.")
    private Optional<String> life = Optional.empty();

    @Override
    public void run() {
      List<JsonValue> names =
          roles.stream().<JsonValue>map(role -> new JsonString(spelt(role))).toList();
      Duration holds = life.map(Create::duration).orElse(LIFE_DEFAULT);
      JsonObject body = JsonObject.builder()
          .put("name", name)
          .put("roles", new JsonArray(names))
          .put("seconds", holds.toSeconds())
          .build();
      options.print(new AdminApi(options.local()).send("POST", "/tokens", Optional.of(body)));
    }

    private static Duration duration(String text) {
      Duration duration = DurationText.parse("--expires-in", text);
      if (duration.toSeconds() < 1 || duration.compareTo(TokenRequests.LIFE_MAX) > 0) {
        throw CommandFailure.usage("--expires-in: a token is valid for 1s to %dh"
            .formatted(TokenRequests.LIFE_MAX.toHours()));
      }
      return duration;
    }

    private static String spelt(String role) {
      return Role.find(role)
          .map(Role::azureName)
          .orElseThrow(() -> CommandFailure.usage("--role: '%s' is not one of %s"
              .formatted(
                  role,
                  Arrays.stream(Role.values())
                      .map(Role::azureName)
                      .collect(Collectors.joining(", ")))));
    }
  }
}
