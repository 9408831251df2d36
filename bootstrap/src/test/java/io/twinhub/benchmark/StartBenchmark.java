package io.twinhub.benchmark;

import io.twinhub.bootstrap.config.HubFacts;
import io.twinhub.conformance.BuiltProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * How long the built program takes to start a hub and for short commands, with its class-data archive and
 * without, and how much memory an idle hub occupies. The JVM alone, which prints its version, is the floor.
 */
final class StartBenchmark {
  private static final int ROUNDS = 10;
  private static final long IDLE_MILLIS = 5_000;
  private static final double READY_SECONDS_MAX = 0.8;
  private static final double COMMAND_SECONDS_MAX = 0.25;
  private static final int IDLE_MEGABYTES_MAX = 128;
  private static final String ROW = "%-44s %10.2f %10.2f %10.2f%n";

  private StartBenchmark() {}

  static void run() throws Exception {
    System.out.printf(
        "%-44s %10s %10s %10s%n", "seconds, median of 10", "archive", "without", "budget");
    starts();
    commands();
    System.out.printf(ROW, "the JVM alone", median(StartBenchmark::version), 0.0, 0.0);
  }

  /** Something that takes time. */
  private interface Work {
    void run() throws Exception;
  }

  private static double median(Work work) throws Exception {
    double[] seconds = new double[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      long begin = System.nanoTime();
      work.run();
      seconds[i] = (System.nanoTime() - begin) / 1e9;
    }
    Arrays.sort(seconds);
    return seconds[ROUNDS / 2];
  }

  private static void starts() throws Exception {
    double[] with = new double[ROUNDS];
    double[] without = new double[ROUNDS];
    long idle = 0;
    try (BenchFolder folder = BenchFolder.create()) {
      BuiltProgram program = new BuiltProgram(folder.path());
      for (int i = 0; i < ROUNDS; i++) {
        with[i] = started(program, UnaryOperator.identity());
        without[i] = started(program, StartBenchmark::plain);
      }
      Process hub = program.start().start();
      try {
        BuiltProgram.ready(hub);
        Thread.sleep(IDLE_MILLIS);
        idle = residentMegabytes(hub.pid());
      } finally {
        end(hub);
      }
    }
    Arrays.sort(with);
    Arrays.sort(without);
    System.out.printf(
        ROW, "command to readiness", with[ROUNDS / 2], without[ROUNDS / 2], READY_SECONDS_MAX);
    System.out.printf("%-44s %10d %10s %10d%n", "idle, resident MB", idle, "", IDLE_MEGABYTES_MAX);
  }

  private static double started(BuiltProgram program, UnaryOperator<ProcessBuilder> how)
      throws Exception {
    long begin = System.nanoTime();
    Process hub = how.apply(program.start()).start();
    try {
      HubFacts unused = BuiltProgram.ready(hub);
      return (System.nanoTime() - begin) / 1e9;
    } finally {
      end(hub);
    }
  }

  private static void commands() throws Exception {
    try (BenchFolder folder = BenchFolder.create()) {
      BuiltProgram program = new BuiltProgram(folder.path());
      Process hub = program.start().start();
      try {
        BuiltProgram.ready(hub);
        done(program.twinhub("device-identity", "create", "-d", "d"));
        for (List<String> words : List.of(
            List.of("device-twin", "show", "-d", "d"),
            List.of("query", "-q", "SELECT * FROM devices"),
            List.of("status"),
            List.of("device-twin", "--help"),
            List.of("--version"))) {
          String[] command = words.toArray(String[]::new);
          System.out.printf(
              ROW,
              String.join(" ", command),
              median(() -> done(program.twinhub(command))),
              median(() -> done(plain(program.twinhub(command)))),
              COMMAND_SECONDS_MAX);
        }
      } finally {
        end(hub);
      }
    }
  }

  private static ProcessBuilder plain(ProcessBuilder command) {
    command.environment().put("TWINHUB_ARCHIVE", "off");
    return command;
  }

  private static void version() throws IOException, InterruptedException {
    done(new ProcessBuilder(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-version"));
  }

  private static void done(ProcessBuilder command) throws IOException, InterruptedException {
    Process process = command
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
    if (process.waitFor() != 0) {
      throw new IllegalStateException(command.command() + " ended with " + process.exitValue());
    }
  }

  private static void end(Process hub) throws InterruptedException {
    hub.destroy();
    if (!hub.waitFor(BuiltProgram.WAIT_SECONDS_MAX, TimeUnit.SECONDS)) {
      throw new IllegalStateException("the hub does not end");
    }
  }

  /** What Linux counts as resident; 0 elsewhere. */
  private static long residentMegabytes(long pid) throws IOException {
    Path status = Path.of("/proc/%d/status".formatted(pid));
    if (!Files.exists(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024 / 1_000_000)
        .findFirst()
        .orElse(0);
  }
}
