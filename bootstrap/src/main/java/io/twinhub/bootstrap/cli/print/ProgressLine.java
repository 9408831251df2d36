package io.twinhub.bootstrap.cli.print;

import io.twinhub.application.port.in.fleet.FleetProgress;
import java.io.PrintWriter;
import java.util.Locale;

/**
 * Shows how far a command has got: on a terminal as one line that is redrawn, elsewhere as a line for each
 * stage and another now and then.
 */
public final class ProgressLine implements FleetProgress {
  /** Set by the launcher if messages go to a terminal, which Java itself cannot find out. */
  static final String TERMINAL_PROPERTY = "twinhub.terminal";

  private static final int BAR_WIDTH = 30;
  private static final long REDRAW_NANOS = 100_000_000L;
  private static final long PLAIN_LINE_NANOS = 5_000_000_000L;
  private static final int PERCENT = 100;

  private final PrintWriter err;
  private final boolean terminal;
  private String what = "";
  private String note = "";
  private long total;
  private long done;
  private long lastShown;
  private int drawn;

  ProgressLine(PrintWriter err, boolean terminal) {
    this.err = err;
    this.terminal = terminal;
  }

  /** The progress of a command that prints messages to {@code err}. */
  public static ProgressLine to(PrintWriter err) {
    return new ProgressLine(err, Boolean.getBoolean(TERMINAL_PROPERTY));
  }

  @Override
  public synchronized void begin(String what, long total) {
    finish();
    this.what = what;
    this.total = total;
    this.done = 0;
    this.note = "";
    this.lastShown = System.nanoTime();
    if (terminal) {
      draw();
    }
  }

  @Override
  public synchronized void done(long count) {
    done = count;
    long now = System.nanoTime();
    if (now - lastShown < (terminal ? REDRAW_NANOS : PLAIN_LINE_NANOS)) {
      return;
    }
    lastShown = now;
    if (terminal) {
      draw();
    } else {
      say();
    }
  }

  /** Ends the current stage. */
  public synchronized void finish() {
    if (what.isEmpty()) {
      return;
    }
    if (terminal) {
      draw();
      err.println();
      drawn = 0;
    } else {
      say();
    }
    err.flush();
    what = "";
  }

  /** Adds a note on the current stage, after the count; a new note is shown at once. */
  public synchronized void note(String text) {
    if (!text.equals(note)) {
      note = text;
      lastShown = 0;
    }
  }

  /** Prints a separate line. */
  public synchronized void interject(String line) {
    if (drawn > 0) {
      err.print("\r" + " ".repeat(drawn) + "\r");
    }
    err.println(line);
    err.flush();
    if (drawn > 0) {
      draw();
    }
  }

  /** How far the current stage is, in words. */
  public synchronized String text() {
    String count = total > 0
        ? String.format(Locale.ROOT, "%s: %,d of %,d", what, done, total)
        : String.format(Locale.ROOT, "%s: %,d", what, done);
    return note.isEmpty() ? count : count + ", " + note;
  }

  private void say() {
    err.println(text());
    err.flush();
  }

  private void draw() {
    String line = total > 0 ? bar() + text() : text();
    err.print("\r" + line + " ".repeat(Math.max(0, drawn - line.length())));
    err.flush();
    drawn = line.length();
  }

  private String bar() {
    int full = (int) (done * BAR_WIDTH / total);
    return "[%s%s] %3d %% "
        .formatted("#".repeat(full), ".".repeat(BAR_WIDTH - full), done * PERCENT / total);
  }
}
