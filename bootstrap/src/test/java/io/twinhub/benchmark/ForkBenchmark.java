package io.twinhub.benchmark;

import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.twin.TwinRules;
import io.twinhub.local.engine.hub.LocalHub;
import io.twinhub.local.engine.journal.SqliteJournal;
import io.twinhub.local.engine.snapshot.HubContents;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * Another hub in this process, forks and resets of a fleet, each with its first run and its median beside
 * the budget; then the same of a data folder, for which there is no budget.
 */
final class ForkBenchmark {
  private static final int TWINS = 10_000;
  private static final int ROUNDS = 50;
  private static final int FILE_ROUNDS = 7;
  private static final TwinAddress ONE = TwinAddress.device("device-0000001");

  private ForkBenchmark() {}

  static void run() throws Exception {
    System.out.printf("%-52s %10s %10s %10s%n", "work", "first ms", "median ms", "budget ms");
    new LocalHub(TwinRules.DEFAULT, Clock.systemUTC()).close();
    measure(
        "second hub in the same process", Optional.of(50), ROUNDS, () -> fork(HubContents.empty()));
    try (LocalHub hub = SampleFleet.hub(TWINS)) {
      measure("snapshot of %,d connected twins".formatted(TWINS), Optional.empty(), ROUNDS, () -> {
        long start = System.nanoTime();
        hub.contents();
        return System.nanoTime() - start;
      });
      HubContents contents = hub.contents();
      measure("fork of it, and a read", Optional.of(10), ROUNDS, () -> fork(contents));
      measure(
          "reset of %,d twins".formatted(TWINS),
          Optional.of(10),
          ROUNDS,
          () -> reset(hub, contents));
      files(contents);
    }
  }

  private static void files(HubContents contents) throws Exception {
    try (BenchFolder folder = BenchFolder.create();
        LocalHub hub = new LocalHub(
            TwinRules.DEFAULT,
            Clock.systemUTC(),
            SqliteJournal.open(folder.path().resolve(SqliteJournal.FILE_NAME)))) {
      measure(
          "data folder: reset of %,d twins".formatted(TWINS),
          Optional.empty(),
          FILE_ROUNDS,
          () -> reset(hub, contents));
      hub.replace(contents);
      measure("data folder: snapshot create and delete", Optional.empty(), FILE_ROUNDS, () -> {
        long start = System.nanoTime();
        hub.snapshots().create("one");
        hub.snapshots().delete("one");
        return System.nanoTime() - start;
      });
      hub.snapshots().create("one");
      measure("data folder: restore onto nothing", Optional.empty(), FILE_ROUNDS, () -> {
        hub.replace(HubContents.empty());
        return restore(hub);
      });
      measure(
          "data folder: restore of what is there",
          Optional.empty(),
          FILE_ROUNDS,
          () -> restore(hub));
    }
  }

  /** A hub until it answers; that it is closed is not counted. */
  private static long fork(HubContents contents) {
    long start = System.nanoTime();
    try (LocalHub hub = new LocalHub(TwinRules.DEFAULT, Clock.systemUTC(), contents)) {
      hub.twins().find(ONE);
      return System.nanoTime() - start;
    }
  }

  private static long reset(LocalHub hub, HubContents contents) {
    hub.replace(contents);
    long start = System.nanoTime();
    hub.replace(HubContents.empty());
    return System.nanoTime() - start;
  }

  private static long restore(LocalHub hub) {
    long start = System.nanoTime();
    hub.snapshots().restore("one");
    return System.nanoTime() - start;
  }

  /** Prints the first run and the median of {@code rounds}; the work tells its nanoseconds. */
  private static void measure(
      String name, Optional<Integer> budget, int rounds, Callable<Long> work) throws Exception {
    List<Long> nanos = new ArrayList<>();
    for (int i = 0; i < rounds; i++) {
      nanos.add(work.call());
    }
    double first = millis(nanos.get(0));
    Collections.sort(nanos);
    System.out.printf(
        "%-52s %10.2f %10.2f %10s%n",
        name, first, millis(nanos.get(rounds / 2)), budget.map(String::valueOf).orElse("-"));
  }

  private static double millis(long nanos) {
    return nanos / (double) TimeUnit.MILLISECONDS.toNanos(1);
  }
}
