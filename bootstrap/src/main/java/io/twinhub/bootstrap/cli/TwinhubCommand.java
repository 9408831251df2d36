package io.twinhub.bootstrap.cli;

import io.twinhub.bootstrap.cli.command.CommandGroup;
import io.twinhub.bootstrap.cli.command.HubStarter;
import io.twinhub.bootstrap.cli.option.az.AzOptions;
import io.twinhub.bootstrap.cli.print.CommandFailure;
import java.util.List;
import java.util.Optional;
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
    return with(Verbs.all(starter), version);
  }

  /**
   * The command line for these arguments, ready to execute them. If the first is a verb, the other commands
   * are not even made: that would take longer than most commands.
   *
   * @param starter starts hubs
   * @param version the product's version
   */
  public static CommandLine forArguments(HubStarter starter, String version, String... arguments) {
    List<Object> verbs =
        arguments.length == 0 ? Verbs.all(starter) : Verbs.needed(starter, arguments[0]);
    return with(verbs, version);
  }

  private static CommandLine with(List<Object> verbs, String version) {
    CommandLine line = new CommandLine(new TwinhubCommand());
    verbs.forEach(line::addSubcommand);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    // picocli would read more arguments from @file; here @file is the JSON of an option.
    line.setExpandAtFiles(false);
    Failures failures = new Failures();
    line.setParameterExceptionHandler(failures);
    line.setExecutionExceptionHandler(failures);
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
    CommandLine start = line.getSubcommands().getOrDefault("start", line);
    try {
      Optional<ConfigFile> config = ConfigFile.namedIn(args, start);
      config.ifPresent(file -> line.setExecutionExceptionHandler(new Failures(file::located)));
      return line.execute(config.map(file -> file.addedTo(args)).orElse(args));
    } catch (CommandFailure wrongFile) {
      return new Failures().report(wrongFile, start);
    }
  }

  private static void standardHelp(CommandLine line, String version) {
    CommandSpec spec = line.getCommandSpec();
    spec.mixinStandardHelpOptions(true).version(version);
    spec.usageMessage().abbreviateSynopsis(true);
    AzOptions.addShortName(spec);
    line.getSubcommands().values().forEach(sub -> standardHelp(sub, version));
  }
}
