package io.twinhub.bootstrap.cli;

import io.twinhub.bootstrap.cli.command.CommandGroup;
import io.twinhub.bootstrap.cli.command.HubStarter;
import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.bootstrap.cli.print.ExitCode;
import java.io.PrintWriter;
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
    line.setParameterExceptionHandler(TwinhubCommand::misused);
    line.setExecutionExceptionHandler(TwinhubCommand::failed);
    standardHelp(line, "twinhub " + version);
    return line;
  }

  private static void standardHelp(CommandLine line, String version) {
    CommandSpec spec = line.getCommandSpec();
    spec.mixinStandardHelpOptions(true).version(version);
    spec.usageMessage().abbreviateSynopsis(true);
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
  private static String inOurWords(String picocli) {
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

  private static int failed(Exception failure, CommandLine line, CommandLine.ParseResult parsed) {
    PrintWriter err = line.getErr();
    CommandFailure told = CommandFailure.of(failure);
    int code = told.exitCode();
    err.println("twinhub: " + told.getMessage());
    if (code == ExitCode.USAGE) {
      advise(line);
    }
    err.flush();
    return code;
  }
}
