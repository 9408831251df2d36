package io.twinhub.bootstrap.cli;

import io.twinhub.application.json.JsonText;
import io.twinhub.bootstrap.cli.command.HubStarter;
import io.twinhub.bootstrap.config.RunFolder;
import io.twinhub.domain.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;

/**
 * What came of a command that was run in this process.
 *
 * @param code the exit code
 * @param out what it printed
 * @param err what it printed for people
 */
public record Ran(int code, String out, String err) {

  /** Runs a command that starts nothing. */
  public static Ran twinhub(String... arguments) {
    return twinhub(
        config -> {
          throw new AssertionError("nothing is to be started: " + config);
        },
        arguments);
  }

  static Ran twinhub(HubStarter starter, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = plain(TwinhubCommand.forArguments(starter, "1.2.3", arguments));
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    int code = TwinhubCommand.execute(line, arguments);
    return new Ran(code, out.toString(), err.toString());
  }

  /** Plain text, as wide as on a terminal. */
  static CommandLine commandLine(HubStarter starter) {
    return plain(TwinhubCommand.commandLine(starter, "1.2.3"));
  }

  private static CommandLine plain(CommandLine line) {
    line.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    line.setUsageHelpWidth(100);
    return line;
  }

  /** The folder where commands look for the running hub; the build names one, so that it is ours. */
  public static Path runFolder() {
    return Optional.ofNullable(System.getenv(RunFolder.FOLDER_VARIABLE))
        .map(Path::of)
        .orElseThrow(() -> new IllegalStateException(
            "set TWINHUB_RUN to a folder for tests, as Maven does, or your own hub is used"));
  }

  JsonObject json() {
    return JsonText.parseObject(out.getBytes(StandardCharsets.UTF_8));
  }
}
