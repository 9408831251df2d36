package io.twinhub.bootstrap.cli;

import io.twinhub.bootstrap.cli.command.ClockCommand;
import io.twinhub.bootstrap.cli.command.ConnectionStringCommand;
import io.twinhub.bootstrap.cli.command.EnvCommand;
import io.twinhub.bootstrap.cli.command.ExplainCommand;
import io.twinhub.bootstrap.cli.command.HelpOfCommand;
import io.twinhub.bootstrap.cli.command.HubStarter;
import io.twinhub.bootstrap.cli.command.McpCommand;
import io.twinhub.bootstrap.cli.command.PolicyCommand;
import io.twinhub.bootstrap.cli.command.QueryCommand;
import io.twinhub.bootstrap.cli.command.ResetCommand;
import io.twinhub.bootstrap.cli.command.SnapshotCommand;
import io.twinhub.bootstrap.cli.command.SqlCommand;
import io.twinhub.bootstrap.cli.command.StartCommand;
import io.twinhub.bootstrap.cli.command.StatusCommand;
import io.twinhub.bootstrap.cli.command.TokenCommand;
import io.twinhub.bootstrap.cli.command.WaitCommand;
import io.twinhub.bootstrap.cli.command.configuration.ConfigurationCommands;
import io.twinhub.bootstrap.cli.command.event.MonitorEventsCommand;
import io.twinhub.bootstrap.cli.command.event.SendTelemetryCommand;
import io.twinhub.bootstrap.cli.command.event.SimulateCommand;
import io.twinhub.bootstrap.cli.command.event.TimelineCommand;
import io.twinhub.bootstrap.cli.command.event.WatchCommand;
import io.twinhub.bootstrap.cli.command.explorer.ExplorerCommand;
import io.twinhub.bootstrap.cli.command.fault.FaultCommand;
import io.twinhub.bootstrap.cli.command.fleet.FleetCommands;
import io.twinhub.bootstrap.cli.command.fleet.RolloutCommand;
import io.twinhub.bootstrap.cli.command.identity.GenerateSasTokenCommand;
import io.twinhub.bootstrap.cli.command.identity.IdentityCommands;
import io.twinhub.bootstrap.cli.command.job.JobCommand;
import io.twinhub.bootstrap.cli.command.message.MessageCommands;
import io.twinhub.bootstrap.cli.command.message.MethodCommand;
import io.twinhub.bootstrap.cli.command.route.EnrichmentCommand;
import io.twinhub.bootstrap.cli.command.route.RouteCommand;
import io.twinhub.bootstrap.cli.command.shell.CompletionCommand;
import io.twinhub.bootstrap.cli.command.shell.ManCommand;
import io.twinhub.bootstrap.cli.command.twin.DigitalTwinCommands;
import io.twinhub.bootstrap.cli.command.twin.TwinCommands;
import io.twinhub.bootstrap.cli.option.DeviceOption;
import io.twinhub.bootstrap.cli.option.ModuleOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;

/** The commands of the first level, in the order of the help. */
final class Verbs {
  /** These tell about all others. */
  private static final Set<String> ABOUT_ALL = Set.of("help", "completion", "man");

  private static final Set<String> VERSION = Set.of("-V", "--version");

  private Verbs() {}

  /** All of them. */
  static List<Object> all(HubStarter starter) {
    return table(starter).values().stream().map(Supplier::get).toList();
  }

  /** The one of this name; all if there is none, since the message about it names others. */
  static List<Object> needed(HubStarter starter, String name) {
    if (VERSION.contains(name)) {
      return List.of();
    }
    return Optional.ofNullable(table(starter).get(name))
        .filter(verb -> !ABOUT_ALL.contains(name))
        .map(verb -> List.of(verb.get()))
        .orElseGet(() -> all(starter));
  }

  private static Map<String, Supplier<Object>> table(HubStarter starter) {
    Map<String, Supplier<Object>> verbs = new LinkedHashMap<>();
    verbs.put("start", () -> new StartCommand(starter));
    verbs.put("env", EnvCommand::new);
    verbs.put("explorer", ExplorerCommand::new);
    verbs.put("wait", WaitCommand::new);
    verbs.put("status", StatusCommand::new);
    verbs.put("device-identity", IdentityCommands::ofDevices);
    verbs.put("module-identity", IdentityCommands::ofModules);
    verbs.put("device-twin", TwinCommands::ofDevices);
    verbs.put("module-twin", TwinCommands::ofModules);
    verbs.put("digital-twin", DigitalTwinCommands::group);
    verbs.put("invoke-device-method", Verbs::deviceMethod);
    verbs.put("invoke-module-method", Verbs::moduleMethod);
    verbs.put("device", Verbs::device);
    verbs.put("monitor-events", MonitorEventsCommand::new);
    verbs.put("watch", WatchCommand::new);
    verbs.put("timeline", TimelineCommand::new);
    verbs.put("query", QueryCommand::withWhy);
    verbs.put("explain", ExplainCommand::new);
    verbs.put("sql", SqlCommand::new);
    verbs.put("rollout", RolloutCommand::new);
    verbs.put("job", JobCommand::new);
    verbs.put("configuration", ConfigurationCommands::group);
    verbs.put("edge", ConfigurationCommands::edge);
    verbs.put("hub", FleetCommands::group);
    verbs.put("snapshot", SnapshotCommand::new);
    verbs.put("clock", ClockCommand::new);
    verbs.put("reset", ResetCommand::new);
    verbs.put("message-route", RouteCommand::new);
    verbs.put("message-enrichment", EnrichmentCommand::new);
    verbs.put("fault", FaultCommand::new);
    verbs.put("mcp", McpCommand::new);
    verbs.put("policy", PolicyCommand::new);
    verbs.put("connection-string", ConnectionStringCommand::new);
    verbs.put("token", TokenCommand::new);
    verbs.put("generate-sas-token", GenerateSasTokenCommand::new);
    verbs.put("completion", CompletionCommand::new);
    verbs.put("man", ManCommand::new);
    verbs.put("help", HelpOfCommand::new);
    return verbs;
  }

  private static CommandLine deviceMethod() {
    return MethodCommand.named(
        "invoke-device-method", "Calls a direct method of a device.", new DeviceOption());
  }

  private static CommandLine moduleMethod() {
    return MethodCommand.named(
        "invoke-module-method", "Calls a direct method of a module.", new ModuleOption());
  }

  private static CommandLine device() {
    return MessageCommands.group()
        .addSubcommand(new SendTelemetryCommand())
        .addSubcommand(new SimulateCommand());
  }
}
