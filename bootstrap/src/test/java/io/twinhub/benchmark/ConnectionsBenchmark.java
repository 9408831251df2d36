package io.twinhub.benchmark;

import io.twinhub.bootstrap.config.ConnectionString;
import io.twinhub.bootstrap.config.HubFacts;
import io.twinhub.conformance.BuiltProgram;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonValue;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Many devices connected at once to the built program, which runs as a user runs it: each reports once and
 * is told of one change. Tells the hub's memory, the time, and what was lost. Both processes need a file
 * for each connection ({@code ulimit -n}).
 */
final class ConnectionsBenchmark implements AutoCloseable {
  private static final int WORKERS = 64;
  private static final int BULK = 100;
  private static final int READ_MILLIS_MAX = 60_000;
  private static final String MQTT = "mqtt-";
  private static final String AMQP = "amqp-";

  private final HubFacts facts;
  private final SSLContext tls;
  private final HttpClient rest;
  private final String token;
  private final ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
  private final Queue<RawDevice> devices = new ConcurrentLinkedQueue<>();
  private int lost;

  private ConnectionsBenchmark(HubFacts facts) throws Exception {
    this.facts = facts;
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(facts.trust().load());
    tls = SSLContext.getInstance("TLS");
    tls.init(null, trust.getTrustManagers(), null);
    rest = HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .sslContext(tls)
        .build();
    ConnectionString owner = ConnectionString.parse(facts.connectionString());
    token = SampleDevice.token("127.0.0.1", owner.key(), owner.keyName());
  }

  /** One task of many. */
  private interface Task {
    void run() throws Exception;
  }

  /** Connects so many devices, and prints the figures. */
  static void run(int mqtt, int amqp) throws Exception {
    Path folder = Files.createTempDirectory("twinhub-bench-connections");
    Process hub = new BuiltProgram(folder)
        .start()
        .redirectError(folder.resolve("hub.log").toFile())
        .start();
    try (ConnectionsBenchmark benchmark = new ConnectionsBenchmark(BuiltProgram.ready(hub))) {
      benchmark.measure(ids(MQTT, mqtt), ids(AMQP, amqp));
      benchmark.connectToRival(folder, mqtt);
    } finally {
      hub.destroy();
      hub.waitFor(BuiltProgram.WAIT_SECONDS_MAX, TimeUnit.SECONDS);
    }
  }

  private static List<String> ids(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
  }

  private void measure(List<String> mqtt, List<String> amqp) throws Exception {
    List<String> all = new ArrayList<>(mqtt);
    all.addAll(amqp);
    System.out.printf("%,d MQTT and %,d AMQP devices at once%n", mqtt.size(), amqp.size());
    System.out.printf("  idle hub: RSS %d MiB%n", rss());
    phase(
        "registered",
        IntStream.rangeClosed(0, (all.size() - 1) / BULK)
            .<Task>mapToObj(i ->
                () -> register(all.subList(i * BULK, Math.min(all.size(), (i + 1) * BULK))))
            .toList());
    phase("MQTT connected", mqtt.stream().<Task>map(id -> () -> connectMqtt(id)).toList());
    phase("AMQP connected", amqp.stream().<Task>map(id -> () -> connectAmqp(id)).toList());
    System.out.printf("  %,d open, RSS %d MiB%n", devices.size(), rss());
    phase("reported", devices.stream().<Task>map(device -> device::report).toList());
    phase("written by a back end", all.stream().<Task>map(id -> () -> write(id)).toList());
    phase("notified", devices.stream().<Task>map(device -> device::awaitChange).toList());
    System.out.printf("  lost: %d; RSS %d MiB%n", lost, rss());
  }

  private void phase(String name, List<Task> tasks) throws InterruptedException {
    long start = System.nanoTime();
    List<Future<?>> running = new ArrayList<>();
    for (Task task : tasks) {
      running.add(workers.submit(() -> {
        task.run();
        return true;
      }));
    }
    int failed = 0;
    for (Future<?> one : running) {
      try {
        one.get();
      } catch (ExecutionException failure) {
        failed++;
        if (failed == 1) {
          System.out.printf("  %s: %s%n", name, failure.getCause());
        }
      }
    }
    lost += failed;
    System.out.printf(
        "  %s: %,d in %.1f s, %d failed%n",
        name, tasks.size(), LoadBenchmark.seconds(start), failed);
  }

  /** How long the same clients take for a broker: most of the time is theirs. */
  private void connectToRival(Path folder, int count) throws Exception {
    closeAll();
    Optional<Mosquitto> rival =
        Mosquitto.start(folder, folder.resolve(".twinhub").resolve("server-private.pem"));
    if (rival.isPresent()) {
      try (Mosquitto broker = rival.get()) {
        phase(
            "MQTT connected to Mosquitto",
            ids(MQTT, count).stream()
                .<Task>map(
                    id -> () -> devices.add(new RawMqttDevice(socket(broker.port()), id, token)))
                .toList());
      }
    }
  }

  private void connectMqtt(String id) throws IOException {
    devices.add(new RawMqttDevice(socket(facts.mqttPort()), id, token));
  }

  private void connectAmqp(String id) throws IOException {
    devices.add(new RawAmqpDevice(socket(facts.amqpPort()), id, token));
  }

  private Socket socket(int port) throws IOException {
    Socket socket = tls.getSocketFactory().createSocket("127.0.0.1", port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(READ_MILLIS_MAX);
    return socket;
  }

  private void register(List<String> ids) throws Exception {
    JsonValue body = new JsonArray(ids.stream()
        .<JsonValue>map(
            id -> JsonObject.builder().put("id", id).put("importMode", "create").build())
        .toList());
    ask("POST", "/devices", body);
  }

  private void write(String id) throws Exception {
    JsonObject desired = JsonObject.builder().put("state", "off").build();
    ask("PATCH", "/twins/" + id, JsonObject.of("properties", JsonObject.of("desired", desired)));
  }

  private void ask(String method, String path, JsonValue body) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(
            "https://127.0.0.1:%d%s?api-version=2021-04-12".formatted(facts.httpsPort(), path)))
        .header("Content-Type", "application/json")
        .header("Authorization", token)
        .method(method, HttpRequest.BodyPublishers.ofString(body.toString()))
        .build();
    HttpResponse<String> answer = rest.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException("status " + answer.statusCode() + ": " + answer.body());
    }
  }

  /** What the hub's process holds in memory, in MiB. */
  private long rss() throws IOException {
    return Files.readAllLines(Path.of("/proc/" + facts.pid() + "/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
        .findFirst()
        .orElse(0);
  }

  @Override
  public void close() throws IOException {
    workers.shutdownNow();
    closeAll();
  }

  private void closeAll() throws IOException {
    for (RawDevice device = devices.poll(); device != null; device = devices.poll()) {
      device.close();
    }
  }
}
