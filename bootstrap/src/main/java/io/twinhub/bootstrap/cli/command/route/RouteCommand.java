package io.twinhub.bootstrap.cli.command.route;

import io.twinhub.bootstrap.cli.command.CommandGroup;
import io.twinhub.bootstrap.cli.option.HubCommand;
import io.twinhub.bootstrap.cli.option.HubOptions;
import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.bootstrap.cli.remote.AdminApi;
import io.twinhub.bootstrap.cli.remote.HubApi;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonBool;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.message.event.EventSource;
import io.twinhub.domain.route.Route;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Manages routes of the hub that runs here. Azure's routes are managed in the portal, or with az. */
@Command(
    name = "message-route",
    description = {
      "Manages which events of the running hub come to its event log.",
      "Telemetry comes without a route; events of twins, identities and connections need one."
    },
    subcommands = {
      RouteCommand.Create.class,
      RouteCommand.Show.class,
      RouteCommand.ListAll.class,
      RouteCommand.Update.class,
      RouteCommand.Delete.class,
      FallbackCommand.class
    })
public final class RouteCommand extends CommandGroup {
  private static final String ROUTES = "/routes";

  /** The option that names a route. */
  static final class NameOption {
    @Option(
        names = {"--route-name", "--rn"},
        required = true,
        paramLabel = "NAME",
        description = "The route.")
    private String name = "";

    String path() {
      return ROUTES + "/" + HubApi.segment(name);
    }
  }

  static AdminApi admin(HubOptions options) {
    return new AdminApi(options.local());
  }

  /** Converts a source as a hub spells it, in any case. */
  private static String source(String text) {
    return EventSource.ofRouteName(text)
        .map(EventSource::routeName)
        .orElseThrow(() -> CommandFailure.usage("--source-type: '%s' is not one of %s"
            .formatted(
                text,
                Arrays.stream(EventSource.values())
                    .map(EventSource::routeName)
                    .collect(Collectors.joining(", ")))));
  }

  @Command(name = "create", description = "Makes a route.")
  static final class Create extends HubCommand {
    @Mixin
    private NameOption name = new NameOption();

    @Option(
        names = {"--source-type", "--source", "--type", "-t"},
        required = true,
        paramLabel = "SOURCE",
        description =
            "DeviceMessages, TwinChangeEvents, DeviceLifecycleEvents or DeviceConnectionStateEvents.")
    private String source = "";

    @Option(
        names = {"--endpoint-name", "--endpoint", "--en"},
        paramLabel = "NAME",
        defaultValue = Route.ENDPOINT,
        description =
            "Where the events go; ${DEFAULT-VALUE} is the event log, and the only one here.")
    private String endpoint = "";

    @Option(
        names = {"--condition", "-c"},
        paramLabel = "CONDITION",
        defaultValue = Route.ALWAYS,
        description = {
          "Which of the events, in the query language: names of application properties,",
          "$body.…, $twin.…, $contentType and others. Default: ${DEFAULT-VALUE}."
        })
    private String condition = "";

    @Option(
        names = {"--enabled", "-e"},
        paramLabel = "TRUE|FALSE",
        arity = "1",
        defaultValue = "true",
        description = "Whether it is in use. Default: ${DEFAULT-VALUE}.")
    private boolean enabled;

    @Override
    public void run() {
      JsonObject route = JsonObject.builder()
          .put("name", name.name)
          .put("source", source(source))
          .put("condition", condition)
          .put("endpointNames", JsonArray.of(List.of(endpoint), JsonString::new))
          .put("isEnabled", JsonBool.of(enabled))
          .build();
      options.print(admin(options).send("POST", ROUTES, Optional.of(route)));
    }
  }

  @Command(name = "show", description = "Prints a route.")
  static final class Show extends HubCommand {
    @Mixin
    private NameOption name = new NameOption();

    @Override
    public void run() {
      options.print(admin(options).send("GET", name.path(), Optional.empty()));
    }
  }

  @Command(name = "list", description = "Prints all routes.")
  static final class ListAll extends HubCommand {
    @Option(
        names = {"--source-type", "--source", "--type", "-t"},
        paramLabel = "SOURCE",
        description = "Only the routes of this source.")
    private Optional<String> source = Optional.empty();

    @Override
    public void run() {
      Optional<JsonValue> wanted = source.map(text -> new JsonString(source(text)));
      JsonArray all = (JsonArray) admin(options).send("GET", ROUTES, Optional.empty());
      JsonArray shown = new JsonArray(all.elements().stream()
          .filter(route -> wanted.isEmpty()
              || (route instanceof JsonObject object && object.find("source").equals(wanted)))
          .toList());
      if (shown.elements().isEmpty() && options.output().isTable()) {
        options.output().say("no routes; 'twinhub message-route create' makes one");
      } else {
        options.print(shown);
      }
    }
  }

  @Command(name = "update", description = "Changes a route; what is not given stays.")
  static final class Update extends HubCommand {
    @Mixin
    private NameOption name = new NameOption();

    @Option(
        names = {"--source-type", "--source", "--type", "-t"},
        paramLabel = "SOURCE",
        description = "Which events.")
    private Optional<String> source = Optional.empty();

    @Option(
        names = {"--condition", "-c"},
        paramLabel = "CONDITION",
        description = "Which of them.")
    private Optional<String> condition = Optional.empty();

    @Option(
        names = {"--enabled", "-e"},
        paramLabel = "TRUE|FALSE",
        arity = "1",
        description = "Whether it is in use.")
    private Optional<Boolean> enabled = Optional.empty();

    @Override
    public void run() {
      AdminApi admin = admin(options);
      JsonObject.Builder route =
          ((JsonObject) admin.send("GET", name.path(), Optional.empty())).toBuilder();
      source.ifPresent(text -> route.put("source", source(text)));
      condition.ifPresent(text -> route.put("condition", text));
      enabled.ifPresent(flag -> route.put("isEnabled", JsonBool.of(flag)));
      options.print(admin.send("PUT", name.path(), Optional.of(route.build())));
    }
  }

  @Command(name = "delete", description = "Deletes a route.")
  static final class Delete extends HubCommand {
    @Mixin
    private NameOption name = new NameOption();

    @Override
    public void run() {
      admin(options).send("DELETE", name.path(), Optional.empty());
    }
  }
}
