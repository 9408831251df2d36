package io.twinhub.bootstrap.cli;

import io.twinhub.bootstrap.cli.command.CommandGroup;
import io.twinhub.bootstrap.cli.command.HubStarter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

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
  private TwinhubCommand() {}

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

  private static void standardHelp(CommandLine line, String version) {
    CommandSpec spec = line.getCommandSpec();
    spec.mixinStandardHelpOptions(true).version(version);
    spec.usageMessage().abbreviateSynopsis(true);
    line.getSubcommands().values().forEach(sub -> standardHelp(sub, version));
  }
}
