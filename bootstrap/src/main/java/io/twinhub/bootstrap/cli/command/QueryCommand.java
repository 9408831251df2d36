package io.twinhub.bootstrap.cli.command;

import io.twinhub.bootstrap.cli.option.HubCommand;
import io.twinhub.bootstrap.cli.option.choice.TopOption;
import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.bootstrap.cli.remote.HubQueries;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs one query and reads all its pages. */
@Command(name = "query", description = "Runs a query and prints its rows.")
public final class QueryCommand extends HubCommand {
  @Spec
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-q", "--query-command"},
      paramLabel = "SQL",
      description =
          "Such as \"SELECT * FROM devices WHERE tags.location.region = 'US'\", or @FILE with one.")
  private Optional<String> text = Optional.empty();

  @Parameters(
      arity = "0..1",
      paramLabel = "SQL",
      description = "The query, if it is not given with -q.")
  private Optional<String> bare = Optional.empty();

  @Mixin
  private TopOption top = new TopOption();

  /** The command, with a subcommand that says why a query returns a device. */
  public static CommandLine withWhy() {
    return new CommandLine(new QueryCommand()).addSubcommand(new WhyCommand());
  }

  @Override
  public void run() {
    if (text.isPresent() && bare.isPresent()) {
      throw CommandFailure.usage("two queries are given, one with -q and one without");
    }
    String sql = text.or(() -> bare)
        .map(QueryCommand::read)
        .orElseThrow(() -> CommandFailure.usage("Missing required option: '--query-command=SQL'"));
    if (sql.isBlank()) {
      throw CommandFailure.usage("--query-command: the query is empty");
    }
    int rows = top.rows();
    options.print(new HubQueries(options.hub()).all(sql, rows, this::warn));
  }

  /** No query begins with the sign that names a file. */
  private static String read(String query) {
    if (!query.startsWith("@")) {
      return query;
    }
    String file = query.substring(1);
    try {
      return Files.readString(Path.of(file));
    } catch (IOException | InvalidPathException e) {
      throw CommandFailure.usage("--query-command: cannot read " + file);
    }
  }

  private void warn(String warnings) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(warnings);
    err.flush();
  }
}
