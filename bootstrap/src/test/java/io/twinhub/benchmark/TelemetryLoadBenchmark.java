package io.twinhub.benchmark;

import io.twinhub.azure.events.AzureEventLog;
import io.twinhub.bootstrap.Twinhub;
import io.twinhub.bootstrap.config.ConnectionString;
import io.twinhub.bootstrap.config.HubConfig;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/**
 * Many devices that send over MQTT with TLS at QoS 1 for minutes, and three readers with Azure's client for Event Hubs.
 * Hub, devices and readers are in this process; the hub keeps its events on disk.
 */
final class TelemetryLoadBenchmark {
  private static final int DEVICES = Integer.getInteger("bench.sending", 1000);
  private static final int A_SECOND = Integer.getInteger("bench.sent", 10);
  private static final int SECONDS = Integer.getInteger("bench.minutes", 5) * 60;
  private static final int READERS = 3;
  private static final long SETTLING_SECONDS_MAX = 120;
  private static final byte[] MESSAGE =
      "{\"temperature\":21.5,\"humidity\":48.25,\"state\":\"on\"}".getBytes(StandardCharsets.UTF_8);

  private final Twinhub hub;
  private final SSLContext tls;
  private final String token;
  private final AtomicLong acknowledged = new AtomicLong();
  private final List<RawMqttDevice> devices = new ArrayList<>();

  private TelemetryLoadBenchmark(Twinhub hub) throws Exception {
    this.hub = hub;
    tls = SSLContext.getInstance("TLS");
    tls.init(null, new TrustManager[] {new TrustsAll()}, null);
    ConnectionString owner = ConnectionString.parse(hub.facts().connectionString());
    token = SampleDevice.token("127.0.0.1", owner.key(), owner.keyName());
  }

  /** Measures, and prints the figures. */
  static void run() throws Exception {
    try (BenchFolder folder = BenchFolder.create()) {
      Path path = folder.path();
      try (Twinhub hub = Twinhub.start(HubConfig.builder(path.resolve("run"))
          .freePorts()
          .data(path.resolve("data"))
          .build())) {
        new TelemetryLoadBenchmark(hub).measure();
      }
    }
  }

  private void measure() throws Exception {
    for (int i = 0; i < DEVICES; i++) {
      connect("d" + i);
    }
    List<AzureEventLog> logs = new ArrayList<>();
    List<AtomicLong> read = new ArrayList<>();
    for (int i = 0; i < READERS; i++) {
      AzureEventLog log = EventReadersBenchmark.reader(hub);
      AtomicLong count = new AtomicLong();
      for (int partition = 0; partition < log.partitions(); partition++) {
        var unused = EventReadersBenchmark.follow(log, partition, count);
      }
      logs.add(log);
      read.add(count);
    }
    long sent = send(read);
    long end = System.nanoTime();
    while (LoadBenchmark.seconds(end) < SETTLING_SECONDS_MAX
        && (acknowledged.get() < sent || read.stream().anyMatch(count -> count.get() < sent))) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
    System.out.printf(
        "%,d messages sent, %,d acknowledged, read %s; %.1f s after the last was sent%n",
        sent, acknowledged.get(), read, LoadBenchmark.seconds(end));
    logs.forEach(AzureEventLog::close);
    for (RawMqttDevice device : devices) {
      device.close();
    }
  }

  private void connect(String id) throws IOException {
    hub.ports().identities().create(IdentityRequest.withKeys(TwinAddress.device(id)));
    Socket socket = tls.getSocketFactory().createSocket("127.0.0.1", hub.facts().mqttPort());
    socket.setTcpNoDelay(true);
    RawMqttDevice device = new RawMqttDevice(socket, id, token);
    devices.add(device);
    Thread thread = new Thread(
        () -> {
          try {
            while (true) {
              var unused = device.acknowledged();
              acknowledged.incrementAndGet();
            }
          } catch (IOException closed) {
            return;
          }
        },
        id);
    thread.setDaemon(true);
    thread.start();
  }

  private long send(List<AtomicLong> read) throws IOException {
    long count = (long) DEVICES * A_SECOND * SECONDS;
    long perMinute = (long) DEVICES * A_SECOND * 60;
    long start = System.nanoTime();
    long pause = TimeUnit.SECONDS.toNanos(1) / ((long) DEVICES * A_SECOND);
    for (long i = 0; i < count; i++) {
      long due = start + i * pause;
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
      }
      int device = (int) (i % DEVICES);
      int packet = (int) (i / DEVICES % Short.MAX_VALUE) + 1;
      devices.get(device).publish("devices/d" + device + "/messages/events/", packet, MESSAGE);
      if ((i + 1) % perMinute == 0) {
        System.out.printf(
            "  after %.0f s: %,d sent, %,d acknowledged, read %s, heap %d MiB%n",
            LoadBenchmark.seconds(start),
            i + 1,
            acknowledged.get(),
            read,
            LoadBenchmark.heap() >> 20);
      }
    }
    return count;
  }
}
