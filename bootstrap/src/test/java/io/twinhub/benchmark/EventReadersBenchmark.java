package io.twinhub.benchmark;

import io.twinhub.application.port.DeviceConnection;
import io.twinhub.application.port.MessageFlow;
import io.twinhub.azure.events.AzureEventLog;
import io.twinhub.azure.events.EventsAddress;
import io.twinhub.bootstrap.Twinhub;
import io.twinhub.bootstrap.config.ConnectionString;
import io.twinhub.bootstrap.config.HubConfig;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.event.DeviceMessage;
import io.twinhub.domain.message.event.EventPosition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * One reader with Azure's own client for Event Hubs, beside devices that send so many messages a second; the hub keeps
 * them on disk, and is in the same process as reader and devices.
 */
final class EventReadersBenchmark {
  private static final int DEVICES = 16;
  private static final int SENT_A_SECOND = Integer.getInteger("bench.events", 20_000);
  private static final int SECONDS = Integer.getInteger("bench.reading", 20);
  private static final int UNDERWAY_MAX = 5_000;
  private static final int CREDIT = 1_000;
  private static final long SETTLING_SECONDS_MAX = 60;

  private EventReadersBenchmark() {}

  /** Measures, and prints the figures. */
  static void run() throws Exception {
    try (BenchFolder folder = BenchFolder.create()) {
      run(folder.path());
    }
  }

  private static void run(Path folder) throws Exception {
    HubConfig config = HubConfig.builder(folder.resolve("run"))
        .freePorts()
        .data(folder.resolve("data"))
        .build();
    try (Twinhub hub = Twinhub.start(config);
        AzureEventLog reader = reader(hub)) {
      AtomicLong read = new AtomicLong();
      List<MessageFlow> flows = new ArrayList<>();
      for (int partition = 0; partition < reader.partitions(); partition++) {
        flows.add(follow(reader, partition, read));
      }
      long start = System.nanoTime();
      send(hub, start);
      double sent = LoadBenchmark.seconds(start);
      long behind = (long) SENT_A_SECOND * SECONDS - read.get();
      while (read.get() < (long) SENT_A_SECOND * SECONDS
          && LoadBenchmark.seconds(start) < sent + SETTLING_SECONDS_MAX) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
      }
      System.out.printf(
          "%,d events sent in %.1f s (%,.0f/s); the reader was %,d behind at the end and had %,d after %.1f s%n",
          (long) SENT_A_SECOND * SECONDS,
          sent,
          SENT_A_SECOND * SECONDS / sent,
          behind,
          read.get(),
          LoadBenchmark.seconds(start));
      flows.forEach(MessageFlow::close);
    }
  }

  private static AzureEventLog reader(Twinhub hub) {
    ConnectionString owner = ConnectionString.parse(hub.facts().connectionString());
    return new AzureEventLog(
        EventsAddress.parse(hub.facts().events().connectionString(owner.keyName(), owner.key())));
  }

  private static MessageFlow follow(AzureEventLog reader, int partition, AtomicLong read) {
    AtomicLong own = new AtomicLong();
    List<MessageFlow> self = new ArrayList<>(1);
    MessageFlow flow = reader.read(partition, new EventPosition.Earliest(), event -> {
      read.incrementAndGet();
      if (own.incrementAndGet() % CREDIT == 0) {
        self.get(0).request(CREDIT);
      }
    });
    self.add(flow);
    flow.request(2 * CREDIT);
    return flow;
  }

  private static void send(Twinhub hub, long start) throws InterruptedException {
    List<DeviceConnection> devices = new ArrayList<>();
    for (int i = 0; i < DEVICES; i++) {
      TwinAddress address = TwinAddress.device("d" + i);
      hub.ports().identities().create(IdentityRequest.withKeys(address));
      devices.add(hub.ports().connections().open(address, "", reason -> {}));
    }
    Semaphore room = new Semaphore(UNDERWAY_MAX);
    DeviceMessage message =
        DeviceMessage.ofJson("{\"temperature\":21.5,\"humidity\":48.25,\"state\":\"on\"}");
    long pause = TimeUnit.SECONDS.toNanos(1) / SENT_A_SECOND;
    for (int i = 0; i < SENT_A_SECOND * SECONDS; i++) {
      long due = start + i * pause;
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
      }
      room.acquire();
      var unused = devices.get(i % DEVICES).send(message).thenRun(room::release);
    }
    room.acquire(UNDERWAY_MAX);
    devices.forEach(DeviceConnection::close);
  }
}
