package io.twinhub.bootstrap.sql;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/**
 * Where the shell's statements come from: a terminal with history and completion, or a stream. On a terminal,
 * Ctrl-C drops what is typed or stops what is running, and Ctrl-D ends the shell.
 */
public final class SqlTerminal {
  private static final String PROMPT = "twinhub> ";

  /** Shown while a query goes on. */
  private static final String GOES_ON = "    ...> ";

  /** How many lines of history are kept. */
  private static final int HISTORY_LINES_MAX = 1000;

  private SqlTerminal() {}

  /**
   * Reads lines from the terminal of this process until the shell ends.
   *
   * @param shell makes the shell that prints to the terminal
   * @param history the file that keeps lines from one session to the next
   */
  public static void interact(SqlHub hub, Function<PrintWriter, SqlShell> shell, Path history)
      throws IOException {
    try (Terminal terminal = TerminalBuilder.builder().system(true).build()) {
      PrintWriter out = terminal.writer();
      LineReader reader = LineReaderBuilder.builder()
          .terminal(terminal)
          .appName("twinhub")
          .completer(new SqlWords(() -> paths(hub)))
          .parser(new DefaultParser().escapeChars(null).quoteChars(null))
          .variable(LineReader.HISTORY_FILE, history)
          .variable(LineReader.HISTORY_SIZE, HISTORY_LINES_MAX)
          .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
          .option(LineReader.Option.CASE_INSENSITIVE, true)
          .build();
      out.println(
          "Queries on device twins, ended by a semicolon; .help lists commands, Ctrl-D ends.");
      loop(terminal, reader, shell.apply(out));
    }
  }

  /** Completion is only an aid, so a failure to get the paths is ignored. */
  private static List<String> paths(SqlHub hub) {
    try {
      return hub.paths();
    } catch (RuntimeException unknown) {
      return List.of();
    }
  }

  private static void loop(Terminal terminal, LineReader reader, SqlShell shell) {
    SqlStatements statements = new SqlStatements(false);
    while (true) {
      List<SqlStatements.Statement> ended;
      try {
        ended = statements.add(reader.readLine(statements.isOpen() ? GOES_ON : PROMPT));
      } catch (UserInterruptException dropped) {
        statements.drop();
        continue;
      } catch (EndOfFileException end) {
        return;
      }
      for (SqlStatements.Statement statement : ended) {
        if (!run(terminal, shell, statement)) {
          return;
        }
      }
    }
  }

  private static boolean run(Terminal terminal, SqlShell shell, SqlStatements.Statement statement) {
    Thread here = Thread.currentThread();
    Terminal.SignalHandler before =
        terminal.handle(Terminal.Signal.INT, signal -> here.interrupt());
    try {
      return shell.run(statement.text());
    } catch (RuntimeException refusal) {
      terminal.writer().println(refusal.getMessage());
      terminal.writer().flush();
      return true;
    } finally {
      terminal.handle(Terminal.Signal.INT, before);
      Thread.interrupted();
    }
  }

  /**
   * Runs the statements of a stream, whose last needs no semicolon.
   *
   * @return how many of them were wrong or refused; each was reported on {@code err} with its line number
   */
  public static int runAll(BufferedReader lines, SqlShell shell, PrintWriter err)
      throws IOException {
    SqlStatements statements = new SqlStatements(true);
    int wrong = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      for (SqlStatements.Statement statement : statements.add(line)) {
        Outcome outcome = outcome(shell, statement, err);
        if (outcome == Outcome.LAST) {
          return wrong;
        }
        wrong += outcome == Outcome.WRONG ? 1 : 0;
      }
    }
    return statements
            .end()
            .map(last -> outcome(shell, last, err))
            .filter(Outcome.WRONG::equals)
            .isPresent()
        ? wrong + 1
        : wrong;
  }

  /** What came of a statement of a stream. */
  private enum Outcome {
    DONE,
    WRONG,
    LAST
  }

  private static Outcome outcome(
      SqlShell shell, SqlStatements.Statement statement, PrintWriter err) {
    try {
      return shell.run(statement.text()) ? Outcome.DONE : Outcome.LAST;
    } catch (RuntimeException refusal) {
      err.println("line %d: %s".formatted(statement.line(), refusal.getMessage()));
      err.flush();
      return Outcome.WRONG;
    }
  }
}
