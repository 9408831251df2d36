package io.twinhub.benchmark;

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
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/**
 * Telemetry over MQTT with TLS at QoS 1, 16 devices at once, beside Mosquitto with TLS and persistence. The hub keeps
 * each message on disk before it acknowledges it; Mosquitto writes its file when it ends. The two take turns.
 */
final class TelemetryBenchmark implements AutoCloseable {
  private static final int DEVICES = 16;
  private static final int UNDERWAY_MAX = 64;
  private static final int WARM_UPS = 5;
  private static final int TURNS = Integer.getInteger("bench.turns", 15);
  private static final long TURN_MILLIS = 2000;
  private static final byte[] MESSAGE =
      "{\"temperature\":21.5,\"humidity\":48.25,\"state\":\"on\",\"sequence\":123456}"
          .getBytes(StandardCharsets.UTF_8);

  private final Twinhub hub;
  private final Optional<Mosquitto> rival;
  private final SSLContext tls;
  private final String token;

  private TelemetryBenchmark(Path folder) throws Exception {
    Path data = folder.resolve("data");
    hub = Twinhub.start(
        HubConfig.builder(folder.resolve("run")).freePorts().data(data).build());
    rival = Mosquitto.start(folder, data.resolve("server-private.pem"));
    tls = SSLContext.getInstance("TLS");
    tls.init(null, new TrustManager[] {new TrustsAll()}, null);
    ConnectionString owner = ConnectionString.parse(hub.facts().connectionString());
    token = SampleDevice.token("127.0.0.1", owner.key(), owner.keyName());
    for (int i = 0; i < DEVICES; i++) {
      hub.ports().identities().create(IdentityRequest.withKeys(TwinAddress.device("d" + i)));
    }
  }

  /** Measures, and prints the figures. */
  static void run() throws Exception {
    try (BenchFolder folder = BenchFolder.create();
        TelemetryBenchmark benchmark = new TelemetryBenchmark(folder.path())) {
      benchmark.compare();
    }
  }

  private void compare() throws Exception {
    List<Double> ratios = new ArrayList<>();
    double ofHub = 0;
    double ofRival = 0;
    for (int turn = -WARM_UPS; turn < TURNS; turn++) {
      double one = rate(hub.facts().mqttPort());
      double other = rival.isPresent() ? rate(rival.get().port()) : 1;
      if (turn >= 0) {
        ratios.add(one / other);
        ofHub += one / TURNS;
        ofRival += other / TURNS;
      }
    }
    Collections.sort(ratios);
    System.out.printf(
        "telemetry over MQTT, QoS 1, %d devices: hub %,.0f/s, Mosquitto %,.0f/s; of it %.2f (%.2f to %.2f)%n",
        DEVICES, ofHub, ofRival, ratios.get(TURNS / 2), ratios.get(0), ratios.get(TURNS - 1));
  }

  private double rate(int port) throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    LongAdder done = new LongAdder();
    List<RawMqttDevice> devices = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < DEVICES; i++) {
      Socket socket = tls.getSocketFactory().createSocket("127.0.0.1", port);
      socket.setTcpNoDelay(true);
      String id = "d" + i;
      RawMqttDevice device = new RawMqttDevice(socket, id, token);
      devices.add(device);
      Semaphore room = new Semaphore(UNDERWAY_MAX);
      threads.add(new Thread(() -> publish(device, id, room, over)));
      threads.add(new Thread(() -> count(device, room, done)));
    }
    long start = System.nanoTime();
    threads.forEach(Thread::start);
    TimeUnit.MILLISECONDS.sleep(TURN_MILLIS);
    double rate = done.sum() / LoadBenchmark.seconds(start);
    over.set(true);
    for (RawMqttDevice device : devices) {
      device.close();
    }
    for (Thread thread : threads) {
      thread.interrupt();
      thread.join();
    }
    return rate;
  }

  private static void publish(RawMqttDevice device, String id, Semaphore room, AtomicBoolean over) {
    String topic = "devices/" + id + "/messages/events/$.ct=application%2Fjson&$.ce=utf-8";
    try {
      for (int packet = 1; !over.get(); packet = packet % Short.MAX_VALUE + 1) {
        room.acquire();
        device.publish(topic, packet, MESSAGE);
      }
    } catch (IOException | InterruptedException closed) {
      return;
    }
  }

  private static void count(RawMqttDevice device, Semaphore room, LongAdder done) {
    try {
      while (true) {
        var unused = device.acknowledged();
        done.increment();
        room.release();
      }
    } catch (IOException closed) {
      return;
    }
  }

  @Override
  public void close() {
    rival.ifPresent(Mosquitto::close);
    hub.close();
  }
}
