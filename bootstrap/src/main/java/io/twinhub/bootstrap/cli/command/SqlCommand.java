package io.twinhub.bootstrap.cli.command;

import io.twinhub.bootstrap.cli.option.HubLogin;
import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.bootstrap.cli.print.OutputFormat;
import io.twinhub.bootstrap.cli.remote.HubQueries;
import io.twinhub.bootstrap.config.RunFolder;
import io.twinhub.bootstrap.sql.SqlShell;
import io.twinhub.bootstrap.sql.SqlTerminal;
import io.twinhub.domain.json.JsonValue;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs the shell, on a terminal or on piped input. */
@Command(
    name = "sql",
    description = {
      "A shell for queries, with history and completion; .help lists its commands.",
      "Reads queries, each ended by a semicolon, from standard input where that is no terminal."
    })
public final class SqlCommand implements Runnable {
  /** Set by the launcher if input comes from a terminal and output goes to one. */
  public static final String INTERACTIVE_PROPERTY = "twinhub.interactive";

  private static final String HISTORY_FILE = "sql-history";

  @Mixin
  private HubLogin login = new HubLogin();

  @Spec
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-q", "--query-command"},
      paramLabel = "SQL",
      description = "Run these queries and commands, and end. Default: those that are typed.")
  private Optional<String> statements = Optional.empty();

  @Parameters(
      arity = "0..1",
      paramLabel = "SQL",
      description = "The queries, if they are not given with -q.")
  private Optional<String> bare = Optional.empty();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "table|json",
      defaultValue = "table",
      description = "How rows are printed at first; .mode changes it. Default: ${DEFAULT-VALUE}.")
  private Mode mode = Mode.TABLE;

  /** How rows are printed. */
  enum Mode {
    /** As a table. */
    TABLE(OutputFormat.TABLE),
    /** As JSON. */
    JSON(OutputFormat.JSON);

    private final OutputFormat format;

    Mode(OutputFormat format) {
      this.format = format;
    }
  }

  @Override
  public void run() {
    if (statements.isPresent() && bare.isPresent()) {
      throw CommandFailure.usage("queries are given both with -q and without");
    }
    Optional<String> given = statements.or(() -> bare);
    HubQueries hub = new HubQueries(login.hub());
    Map<String, Function<JsonValue, String>> modes = new LinkedHashMap<>();
    modes.put(mode.name().toLowerCase(Locale.ROOT), mode.format::render);
    for (Mode other : Mode.values()) {
      modes.putIfAbsent(other.name().toLowerCase(Locale.ROOT), other.format::render);
    }
    try {
      if (given.isPresent()) {
        readAll(
            new StringReader(given.get()),
            new SqlShell(hub, modes, spec.commandLine().getOut()));
      } else if (Boolean.getBoolean(INTERACTIVE_PROPERTY)) {
        new RunFolder(RunFolder.defaultFolder()).make();
        SqlTerminal.interact(
            hub,
            out -> new SqlShell(hub, modes, out),
            RunFolder.defaultFolder().resolve(HISTORY_FILE));
      } else {
        readAll(
            new InputStreamReader(System.in, StandardCharsets.UTF_8),
            new SqlShell(hub, modes, spec.commandLine().getOut()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void readAll(Reader lines, SqlShell shell) throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    int wrong = SqlTerminal.runAll(new BufferedReader(lines), shell, err);
    if (wrong > 0) {
      throw CommandFailure.refused(
          "%d %s wrong".formatted(wrong, wrong == 1 ? "statement is" : "statements are"));
    }
  }
}
