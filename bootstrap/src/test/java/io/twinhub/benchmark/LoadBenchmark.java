package io.twinhub.benchmark;

import io.twinhub.domain.twin.TwinRules;
import io.twinhub.local.engine.hub.LocalHub;
import io.twinhub.local.engine.journal.SqliteJournal;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * A data folder with a large fleet, loaded by a new process with a bounded heap: seconds until the hub
 * answers, and bytes of heap for each twin.
 */
public final class LoadBenchmark {
  private static final int BATCH = 10_000;
  private static final String HEAP = "-Xmx512m";

  private LoadBenchmark() {}

  /** Writes the folder unless it is there, then loads it in a process of its own. */
  static void run(int twins) throws IOException, InterruptedException {
    Path file = file(twins);
    Process child = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            HEAP,
            "-cp",
            System.getProperty("java.class.path"),
            LoadBenchmark.class.getName(),
            file.toString())
        .inheritIO()
        .start();
    int code = child.waitFor();
    if (code != 0) {
      System.out.printf("load of %,d twins with %s: FAILED (exit code %d)%n", twins, HEAP, code);
    }
  }

  /** A journal with so many twins, written once and kept in the temporary folder. */
  static Path file(int twins) throws IOException {
    Path folder = Path.of(System.getProperty("java.io.tmpdir"), "twinhub-bench-" + twins);
    Path file = folder.resolve(SqliteJournal.FILE_NAME);
    Path whole = folder.resolve("whole");
    if (!Files.exists(whole)) {
      Files.createDirectories(folder);
      Files.deleteIfExists(file);
      long start = System.nanoTime();
      try (SqliteJournal journal = SqliteJournal.open(file)) {
        for (int from = 0; from < twins; from += BATCH) {
          IntStream.range(from, Math.min(twins, from + BATCH))
              .mapToObj(LargeFleet::row)
              .forEach(journal::put);
          journal.commit();
        }
      }
      Files.createFile(whole);
      System.out.printf("%,d twins written to %s in %.1f s%n", twins, file, seconds(start));
    }
    return file;
  }

  static double seconds(long start) {
    return (double) (System.nanoTime() - start) / TimeUnit.SECONDS.toNanos(1);
  }

  /** Bytes of heap in use after a collection. */
  static long heap() {
    System.gc();
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** The process that loads. */
  public static void main(String[] args) {
    long before = heap();
    long start = System.nanoTime();
    try (LocalHub hub =
        new LocalHub(TwinRules.DEFAULT, Clock.systemUTC(), SqliteJournal.open(Path.of(args[0])))) {
      double seconds = seconds(start);
      long bytes = heap() - before;
      int twins = hub.identities().statistics().total();
      long document = IntStream.range(0, Math.min(twins, 1000))
              .mapToLong(i -> LargeFleet.document(LargeFleet.twin(i)).length())
              .sum()
          / Math.min(twins, 1000);
      System.out.printf(
          "load of %,d twins of %d bytes with %s: %.1f s, %d bytes of heap a twin, %d MiB%n",
          twins, document, HEAP, seconds, bytes / twins, bytes >> 20);
    }
  }
}
