package io.twinhub.bootstrap.config;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What the start of a hub spends its time on, one step after the other. */
public final class StartTimes {
  private final List<String> lines = new ArrayList<>();
  private final Duration before;
  private final long beginning = System.nanoTime();
  private long last = beginning;

  /** Begins with the first step; what the process did before counts as one. */
  public StartTimes() {
    before = Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime());
    lines.add(line("Java and the command line", before));
  }

  /** A step has just ended. */
  public void ended(String step) {
    long now = System.nanoTime();
    lines.add(line(step, Duration.ofNanos(now - last)));
    last = now;
  }

  /** From the start of the process until now, in milliseconds. */
  public long millis() {
    return before.plus(Duration.ofNanos(System.nanoTime() - beginning)).toMillis();
  }

  /** A table with a line for each step. */
  public String table() {
    return lines.stream().collect(Collectors.joining("\n"));
  }

  private static String line(String step, Duration took) {
    return "%6d ms  %s".formatted(took.toMillis(), step);
  }
}
