package io.twinhub.bootstrap.cli;

import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.bootstrap.cli.print.ExitCode;
import io.twinhub.local.engine.query.check.Nearest;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;

/**
 * How failures are reported. This is a class and not two lambdas, since a class-data archive holds no classes as
 * old as picocli's if a lambda implements one of them.
 */
final class Failures
    implements CommandLine.IParameterExceptionHandler, CommandLine.IExecutionExceptionHandler {
  private final UnaryOperator<String> located;

  Failures() {
    this(message -> message);
  }

  /** @param located says where a mistake stands, if it does not stand on the command line */
  Failures(UnaryOperator<String> located) {
    this.located = located;
  }

  /** Prints only what was wrong; the full help would hide it. */
  @Override
  public int handleParseException(CommandLine.ParameterException first, String[] args) {
    CommandLine line = first.getCommandLine();
    CommandLine.ParameterException mistake = misspelt(first);
    PrintWriter err = line.getErr();
    Optional<String> instead = mistake instanceof CommandLine.UnmatchedArgumentException
        ? AzWords.instead(line, args)
        : Optional.empty();
    err.println(
        "twinhub: " + instead.orElseGet(() -> inOurWords(String.valueOf(mistake.getMessage()))));
    if (instead.isEmpty()) {
      suggest(mistake, err);
    }
    advise(line);
    return ExitCode.USAGE;
  }

  /** The command that is one slip away, if there is one; picocli compares pairs of letters, which swaps change. */
  private static void suggest(CommandLine.ParameterException mistake, PrintWriter err) {
    CommandLine line = mistake.getCommandLine();
    Optional<String> command = mistake instanceof CommandLine.UnmatchedArgumentException unmatched
        ? Nearest.to(unmatched.getUnmatched().get(0), line.getSubcommands().keySet())
        : Optional.empty();
    command.ifPresentOrElse(
        name -> err.printf("Did you mean: %s %s?%n", line.getCommandSpec().qualifiedName(), name),
        () -> CommandLine.UnmatchedArgumentException.printSuggestions(mistake, err));
  }

  /** Rewords picocli's messages: what they say about types, notation and positions means nothing to users. */
  static String inOurWords(String picocli) {
    // What may be chosen are names of constants, which users type in small letters.
    return Pattern.compile("expected one of \\[[^]]*]")
        .matcher(picocli)
        .replaceFirst(choices -> Matcher.quoteReplacement(choices.group().toLowerCase(Locale.ROOT)))
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
            "^Invalid value for positional parameter[^:]*: expected one of \\[(.*)] .* but was '(.*)'$",
            "'$2' is not one of $1")
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

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine line, CommandLine.ParseResult parsed) {
    return report(failure, line);
  }

  /** Prints a failure; the exit code. */
  int report(Exception failure, CommandLine line) {
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
