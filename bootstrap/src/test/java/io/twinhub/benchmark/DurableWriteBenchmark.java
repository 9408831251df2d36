package io.twinhub.benchmark;

import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.ReportedPatch;
import io.twinhub.domain.twin.Twin;
import io.twinhub.domain.twin.TwinPatch;
import io.twinhub.domain.twin.TwinRules;
import io.twinhub.local.engine.hub.LocalHub;
import io.twinhub.local.engine.journal.SqliteJournal;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/**
 * Patches that are on disk when they are answered, beside bare SQLite with the same settings and as long
 * documents. The two take turns of a second, because a disk is now quick and now slow; what counts is the
 * median of what the hub reached of its rival in each pair of turns.
 */
final class DurableWriteBenchmark {
  private static final int[] WRITERS = {1, 8, 64};
  private static final int DEVICES = 64;
  private static final int WARM_UPS = 8;
  private static final int TURNS = Integer.getInteger("bench.turns", 21);
  private static final long SETTLING_MILLIS = 100;
  private static final long TURN_MILLIS = 1000;

  private final LocalHub hub;
  private final BareSqlite bare;
  private final String document;

  private DurableWriteBenchmark(LocalHub hub, BareSqlite bare, String document) {
    this.hub = hub;
    this.bare = bare;
    this.document = document;
  }

  /** Prints a row for each number of writers. */
  static void run() throws IOException, SQLException, InterruptedException {
    try (BenchFolder folder = BenchFolder.create()) {
      run(folder.path());
    }
  }

  private static void run(Path folder) throws SQLException, InterruptedException {
    Path file = folder.resolve(SqliteJournal.FILE_NAME);
    try (LocalHub hub =
            new LocalHub(TwinRules.DEFAULT, Clock.systemUTC(), SqliteJournal.open(file));
        BareSqlite bare = new BareSqlite(folder.resolve("bare.db"))) {
      register(hub);
      int bytes = bytes(file);
      System.out.printf("durable writes, documents of %d bytes%n", bytes);
      System.out.printf(
          "%8s %10s %10s %8s %8s %8s%n",
          "writers", "hub/s", "bare/s", "of it", "lowest", "highest");
      DurableWriteBenchmark benchmark = new DurableWriteBenchmark(hub, bare, "x".repeat(bytes));
      for (int writers : WRITERS) {
        benchmark.measure(writers);
      }
    }
  }

  private static void register(LocalHub hub) {
    Twin sample = SampleFleet.twin(7);
    for (int i = 0; i < DEVICES; i++) {
      TwinAddress address = device(i);
      hub.identities().create(IdentityRequest.withKeys(address));
      hub.twins().patch(address, TwinPatch.ofTags(sample.tags().values()), IfMatch.any());
      hub.connections()
          .open(address, "", reason -> {})
          .report(ReportedPatch.of(sample.reported().values()));
      patch(hub, i, WARM_UPS);
    }
  }

  /** How long a document is that the hub has stored. */
  private static int bytes(Path file) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT avg(length(document)) FROM registrations")) {
      return row.getInt(1);
    }
  }

  private static TwinAddress device(int number) {
    return TwinAddress.device("device-" + number);
  }

  private static int patch(LocalHub hub, int device, int number) {
    JsonObject config = JsonObject.builder()
        .put("sendFrequencyInSecs", number)
        .put("format", "json")
        .build();
    TwinPatch patch = TwinPatch.ofDesired(JsonObject.of("telemetryConfig", config));
    return hub.twins()
        .patch(device(device), patch, IfMatch.any())
        .tags()
        .values()
        .size();
  }

  /** SQLite writes nothing where nothing changes, so no two documents are the same. */
  private int put(int device, int number) {
    String start = Integer.toString(number);
    return bare.put("device-" + device, start + document.substring(start.length()));
  }

  private void measure(int writers) throws InterruptedException {
    List<Double> ratios = new ArrayList<>();
    double ofHub = 0;
    double ofBare = 0;
    for (int turn = -WARM_UPS; turn < TURNS; turn++) {
      double one = rate(writers, (device, number) -> patch(hub, device, number));
      double other = rate(writers, this::put);
      if (turn >= 0) {
        ratios.add(one / other);
        ofHub += one / TURNS;
        ofBare += other / TURNS;
      }
    }
    Collections.sort(ratios);
    System.out.printf(
        "%8d %,10.0f %,10.0f %8.2f %8.2f %8.2f%n",
        writers, ofHub, ofBare, ratios.get(TURNS / 2), ratios.get(0), ratios.get(TURNS - 1));
  }

  /** A write of a device. */
  private interface Write {
    void of(int device, int number);
  }

  /** Writes a second, each writer to a device of its own. */
  private static double rate(int writers, Write write) throws InterruptedException {
    AtomicBoolean over = new AtomicBoolean();
    LongAdder done = new LongAdder();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < writers; i++) {
      int device = i;
      threads.add(new Thread(() -> {
        for (int number = (int) System.nanoTime() & Short.MAX_VALUE; !over.get(); number++) {
          write.of(device, number);
          done.increment();
        }
      }));
    }
    threads.forEach(Thread::start);
    Thread.sleep(SETTLING_MILLIS);
    long start = System.nanoTime();
    long before = done.sum();
    Thread.sleep(TURN_MILLIS);
    double rate = (done.sum() - before)
        / ((System.nanoTime() - start) / (double) TimeUnit.SECONDS.toNanos(1));
    over.set(true);
    for (Thread thread : threads) {
      thread.join();
    }
    return rate;
  }
}
