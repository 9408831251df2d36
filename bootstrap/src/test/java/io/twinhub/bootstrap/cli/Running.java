package io.twinhub.bootstrap.cli;

import static org.awaitility.Awaitility.await;

import io.twinhub.bootstrap.cli.command.HubStarter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine;

/** A command that runs in this process until it is ended, as Ctrl-C ends it. */
final class Running implements AutoCloseable {
  /** Longer than any step takes. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final HubStarter STARTS_NOTHING = config -> {
    throw new AssertionError("nothing is to be started: " + config);
  };

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final FutureTask<Integer> code;
  private final Thread thread;

  private Running(String... arguments) {
    CommandLine line = Ran.commandLine(STARTS_NOTHING);
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    code = new FutureTask<>(() -> TwinhubCommand.execute(line, arguments));
    thread = new Thread(code, "command");
    thread.start();
  }

  static Running twinhub(String... arguments) {
    return new Running(arguments);
  }

  /** Waits until it has printed {@code text}. */
  void awaitOut(String text) {
    await().atMost(PATIENCE).until(() -> code.isDone() || out.toString().contains(text));
    if (!out.toString().contains(text)) {
      throw new AssertionError("it ended without '%s': %s%s".formatted(text, out, err));
    }
  }

  /** What it has printed so far. */
  String out() {
    return out.toString();
  }

  /** Waits until it has printed {@code text} for people. */
  void awaitErr(String text) {
    await().atMost(PATIENCE).until(() -> err.toString().contains(text));
  }

  /** Waits until it ends by itself. */
  Ran ended() throws InterruptedException, ExecutionException, TimeoutException {
    int exit = code.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    return new Ran(exit, out.toString(), err.toString());
  }

  /** Ends it. */
  Ran interrupted() throws InterruptedException, ExecutionException, TimeoutException {
    thread.interrupt();
    return ended();
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
