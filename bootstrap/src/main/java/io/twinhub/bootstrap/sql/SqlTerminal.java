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
 * Where the shell's lines come from: a terminal with history and completion, or a stream, line by line. On a
 * terminal, Ctrl-C drops the line or stops what is running, and Ctrl-D ends the shell.
 */
public final class SqlTerminal {
  private static final String PROMPT = "twinhub> ";

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
      out.println("Queries on device twins; .help lists commands, Ctrl-D ends.");
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
    while (true) {
      String line;
      try {
        line = reader.readLine(PROMPT);
      } catch (UserInterruptException dropped) {
        continue;
      } catch (EndOfFileException ended) {
        return;
      }
      Thread here = Thread.currentThread();
      Terminal.SignalHandler before =
          terminal.handle(Terminal.Signal.INT, signal -> here.interrupt());
      try {
        if (!shell.run(line)) {
          return;
        }
      } catch (RuntimeException refusal) {
        terminal.writer().println(refusal.getMessage());
        terminal.writer().flush();
      } finally {
        terminal.handle(Terminal.Signal.INT, before);
        Thread.interrupted();
      }
    }
  }

  /**
   * Runs the lines of a stream.
   *
   * @return how many of them were wrong or refused; each was reported on {@code err} with its number
   */
  public static int runAll(BufferedReader lines, SqlShell shell, PrintWriter err)
      throws IOException {
    int wrong = 0;
    int number = 0;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      number++;
      try {
        if (!shell.run(line)) {
          break;
        }
      } catch (RuntimeException refusal) {
        wrong++;
        err.println("line %d: %s".formatted(number, refusal.getMessage()));
        err.flush();
      }
    }
    return wrong;
  }
}
