package io.twinhub.bootstrap.cli.command.shell;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The completion script for fish, which picocli has none for: one line for each command and each option, on the
 * condition that the words before name the command it belongs to.
 */
final class FishCompletion {
  /** Prints the words of the line that are no options, so that a condition can compare them. */
  private static final String FUNCTION = """
      # Completion of twinhub for fish.
      function __twinhub_at
          set -l words (commandline -opc)
          set -e words[1]
          set -l named
          for word in $words
              string match -q -- '-*' $word; and break
              set -a named $word
          end
          test "$named" = "$argv"
      end
      complete -c twinhub -f
      """;

  private final StringBuilder script = new StringBuilder(FUNCTION);

  private FishCompletion() {}

  /** The script. */
  static String of(CommandLine program) {
    FishCompletion completion = new FishCompletion();
    completion.append(program.getCommandSpec(), List.of());
    return completion.script.toString();
  }

  private void append(CommandSpec command, List<String> words) {
    String condition =
        "complete -c twinhub -n '__twinhub_at %s'".formatted(String.join(" ", words));
    command
        .subcommands()
        .forEach((name, sub) -> script.append("%s -a %s -d %s%n"
            .formatted(
                condition, name, quoted(sub.getCommandSpec().usageMessage().description()))));
    for (OptionSpec option : command.options()) {
      if (!option.hidden()) {
        script.append("%s%s%s -d %s%n"
            .formatted(condition, names(option), values(option), quoted(option.description())));
      }
    }
    command
        .subcommands()
        .forEach((name, sub) -> append(
            sub.getCommandSpec(), Stream.concat(words.stream(), Stream.of(name)).toList()));
  }

  private static String names(OptionSpec option) {
    return List.of(option.names()).stream()
        .map(
            name -> name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1))
        .collect(Collectors.joining());
  }

  private static String values(OptionSpec option) {
    if (option.arity().max() == 0) {
      return "";
    }
    String candidates = option.completionCandidates() == null
        ? ""
        : StreamSupport.stream(option.completionCandidates().spliterator(), false)
            .collect(Collectors.joining(" "))
            .toLowerCase(Locale.ROOT);
    // Files are offered where no values are known.
    return candidates.isEmpty() ? " -r -F" : " -x -a " + quoted(candidates);
  }

  private static String quoted(String... texts) {
    String first = texts.length == 0 ? "" : texts[0].replace("%n", " ").replace("$$", "$");
    return "'" + first.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
