package io.twinhub.bootstrap.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;

/** The program: its verbs, its help, and how failures are told. */
@Command(
    name = "twinhub",
    description = "A local Azure IoT Hub for device twins.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      EnvCommand.class,
      DeviceIdentityCommand.class,
      ModuleIdentityCommand.class,
      TwinCommands.OfDevices.class,
      TwinCommands.OfModules.class,
      QueryCommand.class,
      PolicyCommand.class,
      ConnectionStringCommand.class,
      WaitCommand.class,
      StatusCommand.class,
      HelpCommand.class
    },
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
    CommandLine line = new CommandLine(new TwinhubCommand());
    line.addSubcommand(new StartCommand(starter));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler(TwinhubCommand::failed);
    standardHelp(line, "twinhub " + version);
    return line;
  }

  private static void standardHelp(CommandLine line, String version) {
    CommandSpec spec = line.getCommandSpec();
    if (!(spec.userObject() instanceof HelpCommand)) {
      spec.mixinStandardHelpOptions(true).version(version);
    }
    spec.usageMessage().abbreviateSynopsis(true);
    line.getSubcommands().values().forEach(sub -> standardHelp(sub, version));
  }

  private static int failed(Exception failure, CommandLine line, CommandLine.ParseResult parsed) {
    PrintWriter err = line.getErr();
    int code = failure instanceof CommandFailure expected ? expected.exitCode() : ExitCode.REFUSED;
    err.println("twinhub: " + failure.getMessage());
    if (code == ExitCode.USAGE) {
      err.println("Try '%s --help'.".formatted(line.getCommandSpec().qualifiedName()));
    }
    err.flush();
    return code;
  }
}
