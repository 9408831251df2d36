package io.twinhub.benchmark;

import io.twinhub.domain.configuration.ConfigurationContent;
import io.twinhub.domain.configuration.ConfigurationId;
import io.twinhub.domain.configuration.ConfigurationRequest;
import io.twinhub.domain.configuration.SystemMetrics;
import io.twinhub.domain.configuration.TargetCondition;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.TwinPatch;
import io.twinhub.domain.twin.TwinRules;
import io.twinhub.local.engine.hub.LocalHub;
import io.twinhub.local.engine.journal.SqliteJournal;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One configuration for all twins of a hub on disk, and what many configurations cost one write. */
final class ConfigurationBenchmark {
  private static final int TWINS = Integer.getInteger("bench.configured", 100_000);
  private static final int CONFIGURATIONS = 20;
  private static final int WRITES = 4000;

  /** Each look counts all twins, which takes time from the hub. */
  private static final long LOOK_MILLIS = 200;

  private static final double MICRO = 1000.0;

  private ConfigurationBenchmark() {}

  /** Prints the time until all twins have the configuration, and the cost of a write. */
  static void run() throws Exception {
    try (BenchFolder folder = BenchFolder.create()) {
      Path file = folder.path().resolve(SqliteJournal.FILE_NAME);
      try (SqliteJournal journal = SqliteJournal.open(file)) {
        for (int i = 0; i < TWINS; i++) {
          journal.put(LargeFleet.row(i));
        }
        journal.commit();
      }
      try (LocalHub hub =
          new LocalHub(TwinRules.DEFAULT, Clock.systemUTC(), SqliteJournal.open(file))) {
        apply(hub);
        writes(hub);
      }
    }
  }

  private static void apply(LocalHub hub) throws InterruptedException {
    long begun = System.nanoTime();
    hub.configurations().create(request("all", "*", 0));
    while (applied(hub) < TWINS) {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
    double seconds = LoadBenchmark.seconds(begun);
    System.out.printf(
        "a configuration over %,d twins: %.2f s, %,.0f twins/s%n", TWINS, seconds, TWINS / seconds);
  }

  private static long applied(LocalHub hub) {
    return hub.configurations()
        .find(new ConfigurationId("all"))
        .orElseThrow()
        .results()
        .system()
        .get(SystemMetrics.APPLIED);
  }

  private static void writes(LocalHub hub) {
    double without = write(hub);
    for (int i = 0; i < CONFIGURATIONS; i++) {
      hub.configurations()
          .create(request("c" + i, "tags.location.plant = 'Redmond%d'".formatted(i), i));
    }
    double with = write(hub);
    System.out.printf(
        "one write: %.0f µs with 1 configuration, %.0f µs with %d; each write costs %.0f µs more%n",
        without, with, CONFIGURATIONS + 1, with - without);
  }

  /** The median of a write, in microseconds. */
  private static double write(LocalHub hub) {
    double[] times = new double[WRITES];
    for (int i = 0; i < WRITES * 2; i++) {
      TwinAddress device = TwinAddress.device("device-%07d".formatted(i % WRITES % TWINS));
      long begun = System.nanoTime();
      var unused = hub.twins()
          .patch(device, TwinPatch.ofTags(JsonObject.of("n", JsonNumber.of(i))), IfMatch.any());
      times[i % WRITES] = (System.nanoTime() - begun) / MICRO;
    }
    Arrays.sort(times);
    return times[WRITES / 2];
  }

  private static ConfigurationRequest request(String id, String target, long priority) {
    JsonObject content = JsonObject.of(
        "deviceContent",
        JsonObject.of("properties.desired." + id, JsonObject.of("value", JsonNumber.of(priority))));
    return new ConfigurationRequest(
        new ConfigurationId(id),
        ConfigurationContent.of(content, TwinRules.DEFAULT),
        new TargetCondition(target),
        priority,
        Map.of(),
        Optional.empty(),
        Optional.empty());
  }
}
