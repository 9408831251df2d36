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
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;

/** Patches that are on disk when they are answered, beside bare SQLite on the same disk. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class DurableWriteBenchmark {
  private static final int DEVICES = 64;

  /** The two stores, each in a file of its own. */
  @State(Scope.Benchmark)
  public static class Stores {
    private final AtomicInteger writers = new AtomicInteger();
    private final LocalHub hub;
    private final BareSqlite bare;
    private final String document;

    /** Opens both, in a new folder. */
    public Stores() {
      try {
        Path folder = Files.createTempDirectory("twinhub-bench");
        this.hub = new LocalHub(
            TwinRules.DEFAULT,
            Clock.systemUTC(),
            SqliteJournal.open(folder.resolve(SqliteJournal.FILE_NAME)));
        this.bare = new BareSqlite(folder.resolve("bare.db"));
      } catch (IOException | SQLException e) {
        throw new IllegalStateException(e);
      }
      // As long as what the journal writes for these twins.
      this.document = "{\"document\":\"" + "x".repeat(970) + "\"}";
    }

    /** Registers the devices. */
    @Setup
    public void register() {
      Twin sample = SampleFleet.twin(7);
      for (int i = 0; i < DEVICES; i++) {
        TwinAddress address = TwinAddress.device("device-" + i);
        hub.identities().create(IdentityRequest.withKeys(address));
        hub.twins().patch(address, TwinPatch.ofTags(sample.tags().values()), IfMatch.any());
        hub.connections()
            .open(address, "", reason -> {})
            .report(ReportedPatch.of(sample.reported().values()));
      }
    }

    /** Closes both. */
    @TearDown
    public void close() throws SQLException {
      hub.close();
      bare.close();
    }
  }

  /** One client, with a device of its own. */
  @State(Scope.Thread)
  public static class Client {
    private TwinAddress address = TwinAddress.device("nobody");
    private int number;

    /** Takes the next device. */
    @Setup
    public void choose(Stores stores) {
      address = TwinAddress.device("device-" + stores.writers.getAndIncrement() % DEVICES);
    }
  }

  private static Twin patch(Stores stores, Client client) {
    client.number++;
    JsonObject config = JsonObject.builder()
        .put("sendFrequencyInSecs", client.number)
        .put("format", "json")
        .build();
    TwinPatch patch = TwinPatch.ofDesired(JsonObject.of("telemetryConfig", config));
    return stores.hub.twins().patch(client.address, patch, IfMatch.any());
  }

  private static int put(Stores stores, Client client) {
    client.number++;
    // SQLite writes nothing where nothing changes, so no two documents are the same.
    return stores.bare.put(client.address.toString(), client.number + stores.document);
  }

  /** One client of the hub. */
  @Benchmark
  @Threads(1)
  public Twin hub01(Stores stores, Client client) {
    return patch(stores, client);
  }

  /** Eight clients of the hub. */
  @Benchmark
  @Threads(8)
  public Twin hub08(Stores stores, Client client) {
    return patch(stores, client);
  }

  /** 64 clients of the hub. */
  @Benchmark
  @Threads(64)
  public Twin hub64(Stores stores, Client client) {
    return patch(stores, client);
  }

  /** One client of bare SQLite. */
  @Benchmark
  @Threads(1)
  public int bare01(Stores stores, Client client) {
    return put(stores, client);
  }

  /** Eight clients of bare SQLite. */
  @Benchmark
  @Threads(8)
  public int bare08(Stores stores, Client client) {
    return put(stores, client);
  }

  /** 64 clients of bare SQLite. */
  @Benchmark
  @Threads(64)
  public int bare64(Stores stores, Client client) {
    return put(stores, client);
  }
}
