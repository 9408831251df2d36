package io.twinhub.bootstrap.cli.command.configuration;

import io.twinhub.bootstrap.cli.command.CommandGroup;
import io.twinhub.bootstrap.cli.option.EtagOption;
import io.twinhub.bootstrap.cli.option.HubCommand;
import io.twinhub.bootstrap.cli.remote.HubApi;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonValue;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The groups {@code configuration} and {@code edge}. */
public final class ConfigurationCommands {
  private ConfigurationCommands() {}

  /** The group {@code configuration}. */
  public static CommandLine group() {
    return filled(CommandGroup.named(
        "configuration", "Automatic configurations: settings for all twins that match."));
  }

  /** The group {@code edge}. */
  public static CommandLine edge() {
    return CommandGroup.named("edge", "Modules of edge devices.")
        .addSubcommand(new SetModulesCommand())
        .addSubcommand(filled(CommandGroup.named(
            "deployment",
            "Deployments: modules and their settings for all edge devices that match.")));
  }

  private static CommandLine filled(CommandLine group) {
    boolean edge = group.getCommandName().equals("deployment");
    return group
        .addSubcommand(new CreateCommand())
        .addSubcommand(new Show())
        .addSubcommand(new ListAll(edge))
        .addSubcommand(new UpdateCommand())
        .addSubcommand(new Delete())
        .addSubcommand(new MetricCommand());
  }

  @Command(name = "show", description = "Prints a configuration with its metrics.")
  static final class Show extends HubCommand {
    @Mixin
    private ConfigurationIdOption id = new ConfigurationIdOption();

    @Override
    public void run() {
      options.print(options.hub().send("GET", id.path(), Optional.empty()).body());
    }
  }

  @Command(name = "list", description = "Prints all configurations of its kind.")
  static final class ListAll extends HubCommand {
    private final boolean edge;

    @Option(names = "--top", paramLabel = "COUNT", description = "How many at most. Default: all")
    private Optional<Integer> top = Optional.empty();

    ListAll(boolean edge) {
      this.edge = edge;
    }

    @Override
    public void run() {
      JsonArray all = (JsonArray)
          options.hub().send("GET", "/configurations", Optional.empty()).body();
      List<JsonValue> wanted = all.elements().stream()
          .filter(one -> Contents.isEdge((JsonObject) one) == edge)
          .limit(top.orElse(Integer.MAX_VALUE))
          .toList();
      if (wanted.isEmpty() && options.output().isTable()) {
        options
            .output()
            .say(
                edge
                    ? "no deployments; 'twinhub edge deployment create' makes one"
                    : "no configurations; 'twinhub configuration create' makes one");
      } else {
        options.print(new JsonArray(wanted));
      }
    }
  }

  @Command(
      name = "delete",
      description = "Deletes a configuration; what it wrote is removed from the twins.")
  static final class Delete extends HubCommand {
    @Mixin
    private ConfigurationIdOption id = new ConfigurationIdOption();

    @Mixin
    private EtagOption etag = new EtagOption();

    @Override
    public void run() {
      HubApi hub = options.hub();
      hub.send("DELETE", id.path(), Optional.of(etag.ifMatch().orElse("*")));
    }
  }
}
