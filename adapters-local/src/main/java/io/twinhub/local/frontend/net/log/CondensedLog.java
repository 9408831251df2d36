package io.twinhub.local.frontend.net.log;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Keeps clients from flooding the log. Of equal lines about one client, the first is written and the others
 * are counted; if a client causes many different lines, those beyond a limit are counted, too. The counts are
 * written at the end of {@link #WINDOW}. Safe to use from any thread.
 */
public final class CondensedLog {
  /** How long lines are counted before the count is written; a hub setting. */
  static final Duration WINDOW = Duration.ofSeconds(10);

  /** How many different lines one client may cause in a window; a hub setting. */
  static final int LINES_MAX = 1_000;

  private static final Pattern PORT = Pattern.compile(":\\d+$");

  private final Consumer<String> counts;
  private final Executor atEndOfWindow;

  /** How often each line was repeated after it was written; guarded by this, as are the two fields below. */
  private final Map<Line, Integer> repeated = new LinkedHashMap<>();

  /** How many different lines each client caused. */
  private final Map<String, Integer> different = new HashMap<>();

  private boolean counting;

  private record Line(String client, String text) {}

  /** Creates a log that writes its counts to {@code counts}. */
  public CondensedLog(Consumer<String> counts) {
    this(counts, CompletableFuture.delayedExecutor(WINDOW.toSeconds(), TimeUnit.SECONDS));
  }

  CondensedLog(Consumer<String> counts, Executor atEndOfWindow) {
    this.counts = counts;
    this.atEndOfWindow = atEndOfWindow;
  }

  /**
   * Whether a line is to be written; otherwise it is counted.
   *
   * @param address the client's address; its port is ignored
   * @param text what the line says, without what differs each time, such as a port or a tracking id
   */
  public synchronized boolean isNew(String address, String text) {
    String client = PORT.matcher(address).replaceFirst("");
    Line line = new Line(client, text);
    if (!repeated.containsKey(line)) {
      int lines = different.merge(client, 1, Integer::sum);
      if (lines <= LINES_MAX) {
        repeated.put(line, 0);
        start();
        return true;
      }
      return false;
    }
    repeated.merge(line, 1, Integer::sum);
    return false;
  }

  private void start() {
    if (!counting) {
      counting = true;
      atEndOfWindow.execute(this::writeCounts);
    }
  }

  private synchronized void writeCounts() {
    repeated.forEach((line, times) -> {
      if (times > 0) {
        counts.accept("%s: %d more times in %d s, from %s"
            .formatted(line.text(), times, WINDOW.toSeconds(), line.client()));
      }
    });
    different.forEach((client, lines) -> {
      if (lines > LINES_MAX) {
        counts.accept("%d more lines in %d s, from %s"
            .formatted(lines - LINES_MAX, WINDOW.toSeconds(), client));
      }
    });
    repeated.clear();
    different.clear();
    counting = false;
  }
}
