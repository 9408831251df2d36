package io.twinhub.bootstrap.cli;

import io.twinhub.bootstrap.cli.command.ClockCommand;
import io.twinhub.bootstrap.cli.command.CommandGroup;
import io.twinhub.bootstrap.cli.command.ConnectionStringCommand;
import io.twinhub.bootstrap.cli.command.EnvCommand;
import io.twinhub.bootstrap.cli.command.ExplainCommand;
import io.twinhub.bootstrap.cli.command.HelpOfCommand;
import io.twinhub.bootstrap.cli.command.HubStarter;
import io.twinhub.bootstrap.cli.command.PolicyCommand;
import io.twinhub.bootstrap.cli.command.QueryCommand;
import io.twinhub.bootstrap.cli.command.ResetCommand;
import io.twinhub.bootstrap.cli.command.SnapshotCommand;
import io.twinhub.bootstrap.cli.command.SqlCommand;
import io.twinhub.bootstrap.cli.command.StartCommand;
import io.twinhub.bootstrap.cli.command.StatusCommand;
import io.twinhub.bootstrap.cli.command.TokenCommand;
import io.twinhub.bootstrap.cli.command.WaitCommand;
import io.twinhub.bootstrap.cli.command.event.MonitorEventsCommand;
import io.twinhub.bootstrap.cli.command.event.SendTelemetryCommand;
import io.twinhub.bootstrap.cli.command.event.SimulateCommand;
import io.twinhub.bootstrap.cli.command.event.TimelineCommand;
import io.twinhub.bootstrap.cli.command.event.WatchCommand;
import io.twinhub.bootstrap.cli.command.fault.FaultCommand;
import io.twinhub.bootstrap.cli.command.fleet.FleetCommands;
import io.twinhub.bootstrap.cli.command.fleet.RolloutCommand;
import io.twinhub.bootstrap.cli.command.identity.GenerateSasTokenCommand;
import io.twinhub.bootstrap.cli.command.identity.IdentityCommands;
import io.twinhub.bootstrap.cli.command.message.MessageCommands;
import io.twinhub.bootstrap.cli.command.message.MethodCommand;
import io.twinhub.bootstrap.cli.command.route.EnrichmentCommand;
import io.twinhub.bootstrap.cli.command.route.RouteCommand;
import io.twinhub.bootstrap.cli.command.shell.CompletionCommand;
import io.twinhub.bootstrap.cli.command.shell.ManCommand;
import io.twinhub.bootstrap.cli.command.twin.TwinCommands;
import io.twinhub.bootstrap.cli.option.DeviceOption;
import io.twinhub.bootstrap.cli.option.ModuleOption;
import io.twinhub.bootstrap.cli.option.az.AzOptions;
import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.bootstrap.cli.print.ExitCode;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The program: its verbs, its help, and how failures are reported. */
@Command(
    name = "twinhub",
    description = "A local Azure IoT Hub for device twins.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Start with 'twinhub start', then 'twinhub device-identity create -d myDeviceId'.",
      "Exit codes: 0 done, 1 refused by the hub, 2 wrong usage, 3 no hub reached."
    })
public final class TwinhubCommand extends CommandGroup {
  @Spec
  private CommandSpec spec = CommandSpec.create();

  private TwinhubCommand() {}

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /**
   * The command line, ready to execute.
   *
   * @param starter starts hubs
   * @param version the product's version
   */
  public static CommandLine commandLine(HubStarter starter, String version) {
    CommandLine line = new CommandLine(new TwinhubCommand());
    line.addSubcommand(new StartCommand(starter))
        .addSubcommand(new EnvCommand())
        .addSubcommand(new WaitCommand())
        .addSubcommand(new StatusCommand())
        .addSubcommand(IdentityCommands.ofDevices())
        .addSubcommand(IdentityCommands.ofModules())
        .addSubcommand(TwinCommands.ofDevices())
        .addSubcommand(TwinCommands.ofModules())
        .addSubcommand(MethodCommand.named(
            "invoke-device-method", "Calls a direct method of a device.", new DeviceOption()))
        .addSubcommand(MethodCommand.named(
            "invoke-module-method", "Calls a direct method of a module.", new ModuleOption()))
        .addSubcommand(MessageCommands.group()
            .addSubcommand(new SendTelemetryCommand())
            .addSubcommand(new SimulateCommand()))
        .addSubcommand(new MonitorEventsCommand())
        .addSubcommand(new WatchCommand())
        .addSubcommand(new TimelineCommand())
        .addSubcommand(QueryCommand.withWhy())
        .addSubcommand(new ExplainCommand())
        .addSubcommand(new SqlCommand())
        .addSubcommand(new RolloutCommand())
        .addSubcommand(FleetCommands.group())
        .addSubcommand(new SnapshotCommand())
        .addSubcommand(new ClockCommand())
        .addSubcommand(new ResetCommand())
        .addSubcommand(new RouteCommand())
        .addSubcommand(new EnrichmentCommand())
        .addSubcommand(new FaultCommand())
        .addSubcommand(new PolicyCommand())
        .addSubcommand(new ConnectionStringCommand())
        .addSubcommand(new TokenCommand())
        .addSubcommand(new GenerateSasTokenCommand())
        .addSubcommand(new CompletionCommand())
        .addSubcommand(new ManCommand())
        .addSubcommand(new HelpOfCommand());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    // picocli would read more arguments from @file; here @file is the JSON of an option.
    line.setExpandAtFiles(false);
    line.setParameterExceptionHandler(TwinhubCommand::misused);
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> failed(failure, command, message -> message));
    standardHelp(line, "twinhub " + version);
    return line;
  }

  /**
   * Runs a command.
   *
   * @param line what {@link #commandLine} made
   * @return the exit code
   */
  public static int execute(CommandLine line, String... args) {
    try {
      Optional<ConfigFile> config =
          ConfigFile.namedIn(args, line.getSubcommands().getOrDefault("start", line));
      config.ifPresent(file -> line.setExecutionExceptionHandler(
          (failure, command, parsed) -> failed(failure, command, file::located)));
      return line.execute(config.map(file -> file.addedTo(args)).orElse(args));
    } catch (CommandFailure wrongFile) {
      return failed(wrongFile, line, message -> message);
    }
  }

  private static void standardHelp(CommandLine line, String version) {
    CommandSpec spec = line.getCommandSpec();
    spec.mixinStandardHelpOptions(true).version(version);
    spec.usageMessage().abbreviateSynopsis(true);
    AzOptions.addShortName(spec);
    line.getSubcommands().values().forEach(sub -> standardHelp(sub, version));
  }

  /** Prints only what was wrong; the full help would hide it. */
  private static int misused(CommandLine.ParameterException first, String[] args) {
    CommandLine line = first.getCommandLine();
    CommandLine.ParameterException mistake = misspelt(first);
    PrintWriter err = line.getErr();
    err.println("twinhub: " + inOurWords(String.valueOf(mistake.getMessage())));
    CommandLine.UnmatchedArgumentException.printSuggestions(mistake, err);
    advise(line);
    return ExitCode.USAGE;
  }

  /** Rewords picocli's messages: what they say about types, notation and positions means nothing to users. */
  static String inOurWords(String picocli) {
    return picocli
        .replaceFirst(
            "^Invalid value for option '([^']+)'[^:]*: '(.*)' is not an int$",
            "$1: '$2' is not a whole number")
        .replaceFirst(
            "^Invalid value for option '([^']+)'[^:]*: expected one of \\[(.*)] .* but was '(.*)'$",
            "$1: '$3' is not one of $2")
        .replaceFirst(
            "^Invalid value for option '([^']+)'[^:]*: '(.*)' is not a boolean$",
            "$1: '$2' is neither true nor false")
        .replaceFirst("(?s)^Invalid value for option '(--query)'[^:]*: (.*)$", "$1: $2")
        .replaceFirst(
            "^Unmatched arguments? (?:at|from) index \\d+: ", "There is no command or argument ");
  }

  /**
   * A misspelt option is unknown, and the correct one is then reported as missing; the misspelling is the
   * mistake to report.
   */
  private static CommandLine.ParameterException misspelt(CommandLine.ParameterException first) {
    CommandLine line = first.getCommandLine();
    List<String> unknown = line.getUnmatchedArguments();
    return first instanceof CommandLine.MissingParameterException
            && unknown.stream().anyMatch(argument -> argument.startsWith("-"))
        ? new CommandLine.UnmatchedArgumentException(line, unknown)
        : first;
  }

  private static void advise(CommandLine line) {
    line.getErr().println("Try '%s --help'.".formatted(line.getCommandSpec().qualifiedName()));
    line.getErr().flush();
  }

  private static int failed(Exception failure, CommandLine line, UnaryOperator<String> located) {
    PrintWriter err = line.getErr();
    CommandFailure told = CommandFailure.of(failure);
    int code = told.exitCode();
    err.println("twinhub: " + located.apply(String.valueOf(told.getMessage())));
    if (code == ExitCode.USAGE) {
      advise(line);
    }
    err.flush();
    return code;
  }
}
