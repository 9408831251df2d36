package io.twinhub.benchmark.wire;

import io.twinhub.benchmark.Mosquitto;
import io.twinhub.benchmark.RawMqttDevice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Reports over MQTT with TLS at QoS 1, until the answer comes back, beside Mosquitto, which sends a message back to
 * the device that published it, and keeps nothing on disk while it runs. The hub is measured with a data folder,
 * where each answer waits for the disk, and without one. One device sends at fixed times; what is late delays no clock, so a pause is counted
 * for each report that it delayed. 16 devices send as fast as their 32 reports under way allow.
 */
public final class ReportBenchmark implements AutoCloseable {
  private static final int DEVICES = 16;
  private static final int UNDERWAY_MAX = 32;
  private static final int REPORTS = 1000;
  private static final long EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
  private static final long TURN_MILLIS = 2000;
  private static final double THROUGHPUT_RATIO_MIN = 0.9;
  private static final Bar MEDIAN = new Bar("median", 50, 1.5);
  private static final Bar TAIL = new Bar("p99", 99, 5);

  /** At which percentile the hub may take how many times as long as its rival. */
  private record Bar(String name, double percentile, double ratioMax) {}

  private final BuiltHub disk;
  private final BuiltHub memory;
  private final Optional<Mosquitto> rival;

  private ReportBenchmark() throws Exception {
    disk = BuiltHub.start();
    memory = BuiltHub.start("--in-memory");
    rival = Mosquitto.start(disk.folder().path(), disk.certificate());
    for (int i = 0; i < DEVICES; i++) {
      disk.create("d" + i);
      memory.create("d" + i);
    }
  }

  /** Measures, and prints the figures. */
  public static void run() throws Exception {
    try (ReportBenchmark benchmark = new ReportBenchmark()) {
      benchmark.compare();
    }
  }

  private void compare() throws Exception {
    Side onDisk = Side.of(disk, "hub on disk");
    Side inMemory = Side.of(memory, "hub in memory");
    Turns.profile(onDisk, ReportBenchmark::rate);
    if (rival.isEmpty()) {
      return;
    }
    Side broker = Side.of(disk, "Mosquitto", rival.get().port());
    List<Side> sides = List.of(onDisk, inMemory, broker);
    for (int turn = -Turns.WARM_UPS; turn < Turns.TURNS; turn++) {
      if (turn == 0) {
        sides.forEach(side -> side.latency().reset());
      }
      for (Side side : sides) {
        oneByOne(side);
      }
    }
    for (Side hub : List.of(onDisk, inMemory)) {
      tell(MEDIAN, hub, broker);
      tell(TAIL, hub, broker);
    }
    for (Side hub : List.of(onDisk, inMemory)) {
      Turns.of(hub, broker, ReportBenchmark::rate)
          .print(
              "report over MQTT, 16 devices, " + hub.name(), broker.name(), THROUGHPUT_RATIO_MIN);
    }
  }

  private static void tell(Bar bar, Side one, Side other) {
    double hub = one.microseconds(bar.percentile());
    double rival = other.microseconds(bar.percentile());
    System.out.printf(
        "report over MQTT, one device, %s: %s %,.0f us, %s %,.0f us; %.2f times it (must be %.1f)%n",
        bar.name(), one.name(), hub, other.name(), rival, hub / rival, bar.ratioMax());
  }

  private static byte[] report(int number) {
    return ("{\"counter\":" + number + "}").getBytes(StandardCharsets.UTF_8);
  }

  private static void oneByOne(Side side) throws IOException {
    try (RawMqttDevice device = side.connect("d0")) {
      String topic = side.topic().formatted("d0");
      long due = System.nanoTime();
      for (int i = 1; i <= REPORTS; i++, due += EVERY_NANOS) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
          LockSupport.parkNanos(left);
        }
        device.publish(topic, i, report(i));
        device.awaitEcho();
        side.latency().recordValue(System.nanoTime() - due);
      }
    }
  }

  private static double rate(Side side) throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    LongAdder done = new LongAdder();
    List<RawMqttDevice> devices = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < DEVICES; i++) {
      String id = "d" + i;
      RawMqttDevice device = side.connect(id);
      devices.add(device);
      Semaphore room = new Semaphore(UNDERWAY_MAX);
      threads.add(new Thread(() -> publish(device, side.topic().formatted(id), room, over)));
      threads.add(new Thread(() -> count(device, room, done)));
    }
    long start = System.nanoTime();
    threads.forEach(Thread::start);
    TimeUnit.MILLISECONDS.sleep(TURN_MILLIS);
    double rate = done.sum() / ((System.nanoTime() - start) / 1e9);
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

  private static void publish(
      RawMqttDevice device, String topic, Semaphore room, AtomicBoolean over) {
    try {
      for (int packet = 1; !over.get(); packet = packet % Short.MAX_VALUE + 1) {
        room.acquire();
        device.publish(topic, packet, report(packet));
      }
    } catch (IOException | InterruptedException closed) {
      return;
    }
  }

  private static void count(RawMqttDevice device, Semaphore room, LongAdder done) {
    try {
      while (true) {
        device.awaitEcho();
        done.increment();
        room.release();
      }
    } catch (IOException closed) {
      return;
    }
  }

  @Override
  public void close() throws IOException {
    rival.ifPresent(Mosquitto::close);
    memory.close();
    disk.close();
  }
}
