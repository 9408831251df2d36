package io.twinhub.bootstrap.cli.command.route;

import io.twinhub.bootstrap.cli.command.CommandGroup;
import io.twinhub.bootstrap.cli.option.HubCommand;
import io.twinhub.bootstrap.cli.remote.HubApi;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.route.Route;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Enrichments of the hub that runs here. */
@Command(
    name = "message-enrichment",
    description = "Manages the application properties that the running hub adds to each event.",
    subcommands = {
      EnrichmentCommand.Create.class,
      EnrichmentCommand.Update.class,
      EnrichmentCommand.ListAll.class,
      EnrichmentCommand.Delete.class
    })
public final class EnrichmentCommand extends CommandGroup {
  private static final String ENRICHMENTS = "/enrichments";

  /** The option that names an enrichment. */
  static final class KeyOption {
    @Option(
        names = {"--key", "-k"},
        required = true,
        paramLabel = "KEY",
        description = "The name of the property.")
    private String key = "";

    String path() {
      return ENRICHMENTS + "/" + HubApi.segment(key);
    }
  }

  /** The options that say what the enrichment adds, and for which endpoint. */
  static final class ContentOptions {
    @Option(
        names = {"--value", "-v"},
        required = true,
        paramLabel = "VALUE",
        description = {
          "The value of the property: a text, $iothubname, or a path such as $twin.tags.site,",
          "$twin.properties.desired.x or $twin.properties.reported.x."
        })
    private String value = "";

    @Option(
        names = {"--endpoints", "-e"},
        paramLabel = "NAME",
        split = ",",
        defaultValue = Route.ENDPOINT,
        description =
            "Which events it is for; ${DEFAULT-VALUE} is the event log, and the only one here.")
    private List<String> endpoints = List.of();

    Optional<JsonValue> of(String key) {
      return Optional.of(JsonObject.builder()
          .put("key", key)
          .put("value", value)
          .put("endpointNames", JsonArray.of(endpoints, JsonString::new))
          .build());
    }
  }

  @Command(
      name = "create",
      description = "Makes an enrichment, which adds a property to each event.")
  static final class Create extends HubCommand {
    @Mixin
    private KeyOption key = new KeyOption();

    @Mixin
    private ContentOptions content = new ContentOptions();

    @Override
    public void run() {
      options.print(RouteCommand.admin(options).send("POST", ENRICHMENTS, content.of(key.key)));
    }
  }

  @Command(name = "update", description = "Changes the value that an enrichment adds.")
  static final class Update extends HubCommand {
    @Mixin
    private KeyOption key = new KeyOption();

    @Mixin
    private ContentOptions content = new ContentOptions();

    @Override
    public void run() {
      options.print(RouteCommand.admin(options).send("PUT", key.path(), content.of(key.key)));
    }
  }

  @Command(name = "list", description = "Prints all enrichments.")
  static final class ListAll extends HubCommand {
    @Override
    public void run() {
      JsonArray all =
          (JsonArray) RouteCommand.admin(options).send("GET", ENRICHMENTS, Optional.empty());
      if (all.elements().isEmpty() && options.output().isTable()) {
        options.output().say("no enrichments; 'twinhub message-enrichment create' makes one");
      } else {
        options.print(all);
      }
    }
  }

  @Command(
      name = "delete",
      description = "Deletes an enrichment, so that its property is no longer added.")
  static final class Delete extends HubCommand {
    @Mixin
    private KeyOption key = new KeyOption();

    @Override
    public void run() {
      RouteCommand.admin(options).send("DELETE", key.path(), Optional.empty());
    }
  }
}
