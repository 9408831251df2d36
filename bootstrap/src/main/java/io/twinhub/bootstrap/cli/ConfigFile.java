package io.twinhub.bootstrap.cli;

import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.local.files.FileWords;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * A configuration file of {@code start}: lines {@code name = value} with the names of the options, and comments
 * that begin with {@code #}. Options on the command line take precedence. An option that may be given several
 * times may stand on several lines.
 */
final class ConfigFile {
  static final String OPTION = "--config";

  private final Path file;
  private final Map<String, Integer> lines = new LinkedHashMap<>();
  private final List<String> arguments = new ArrayList<>();

  private ConfigFile(Path file) {
    this.file = file;
  }

  /**
   * The file that {@code args} name; empty if they name none.
   *
   * @param start the command {@code start}
   * @throws CommandFailure naming file, line and mistake
   */
  static Optional<ConfigFile> namedIn(String[] args, CommandLine start) {
    for (int i = 1; i < args.length && args[0].equals(start.getCommandName()); i++) {
      if (args[i].startsWith(OPTION + "=")) {
        return Optional.of(read(args[i].substring(OPTION.length() + 1), args, start));
      }
      if (args[i].equals(OPTION) && i + 1 < args.length) {
        return Optional.of(read(args[i + 1], args, start));
      }
    }
    return Optional.empty();
  }

  private static ConfigFile read(String name, String[] args, CommandLine start) {
    try {
      ConfigFile config = new ConfigFile(Path.of(name));
      int number = 0;
      for (String line : Files.readAllLines(config.file, StandardCharsets.UTF_8)) {
        number++;
        if (!line.isBlank() && !line.strip().startsWith("#")) {
          config.add(line.strip(), number, args, start);
        }
      }
      return config;
    } catch (IOException e) {
      throw CommandFailure.usage("%s: cannot read %s: %s".formatted(OPTION, name, FileWords.of(e)));
    } catch (InvalidPathException e) {
      throw CommandFailure.usage("%s: '%s' is not a file name".formatted(OPTION, name));
    }
  }

  private void add(String line, int number, String[] args, CommandLine start) {
    int equals = line.indexOf('=');
    String name = "--" + (equals < 0 ? line : line.substring(0, equals)).strip();
    OptionSpec option = start.getCommandSpec().findOption(name);
    if (option == null || name.equals(OPTION) || option.usageHelp() || option.versionHelp()) {
      throw wrong(number, "there is no option '%s'".formatted(name.substring(2)));
    }
    if (lines.containsKey(name) && !option.isMultiValue()) {
      throw wrong(
          number, "'%s' stands in line %d already".formatted(name.substring(2), lines.get(name)));
    }
    String argument =
        equals < 0 ? name : name + "=" + line.substring(equals + 1).strip();
    try {
      var unused = start.getParent().parseArgs(start.getCommandName(), argument);
    } catch (ParameterException mistake) {
      throw wrong(number, Failures.inOurWords(String.valueOf(mistake.getMessage())));
    }
    lines.put(name, number);
    if (List.of(args).stream().noneMatch(arg -> isGiven(arg, option))) {
      arguments.add(argument);
    }
  }

  private static boolean isGiven(String arg, OptionSpec option) {
    String name = arg.split("=", 2)[0];
    return List.of(option.names()).contains(name);
  }

  private CommandFailure wrong(int line, String mistake) {
    return CommandFailure.usage("%s:%d: %s".formatted(file, line, mistake));
  }

  /** {@code args} with what the file adds. */
  String[] addedTo(String[] args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(1, arguments);
    return all.toArray(String[]::new);
  }

  /** {@code failure} with the line that set the option it speaks of, if one did. */
  String located(String failure) {
    String name = failure.split(":", 2)[0];
    return arguments.stream().anyMatch(argument -> argument.startsWith(name + "="))
        ? "%s:%d: %s".formatted(file, lines.get(name), failure)
        : failure;
  }
}
