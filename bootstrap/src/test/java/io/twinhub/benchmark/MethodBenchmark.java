package io.twinhub.benchmark;

import io.twinhub.bootstrap.Twinhub;
import io.twinhub.bootstrap.config.ConnectionString;
import io.twinhub.bootstrap.config.HubConfig;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.method.MethodCall;
import io.twinhub.domain.message.method.MethodLimits;
import io.twinhub.domain.message.method.MethodName;
import io.twinhub.domain.message.method.MethodPayload;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Direct methods that devices answer over MQTT with TLS: one call beside one patch with its notification,
 * over REST, and many devices that are all called all the time. The hub is in this process, without a disk.
 */
final class MethodBenchmark implements AutoCloseable {
  private static final int ROUNDS = 3000;
  private static final int WARM_UP = 1000;
  private static final int DEVICES = Integer.getInteger("bench.called", 1000);
  private static final long CALLS_A_SECOND = 10;
  private static final long SECONDS = Integer.getInteger("bench.calling", 60);
  private static final int OK = 200;

  private final Twinhub hub;
  private final SSLContext tls;
  private final HttpClient rest;
  private final String token;
  private final List<RawMqttDevice> devices = new ArrayList<>();

  private MethodBenchmark() throws Exception {
    hub = Twinhub.start(HubConfig.forTests(Files.createTempDirectory("twinhub-bench")));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(hub.facts().trust().load());
    tls = SSLContext.getInstance("TLS");
    tls.init(null, trust.getTrustManagers(), null);
    rest = HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .sslContext(tls)
        .build();
    ConnectionString owner = ConnectionString.parse(hub.facts().connectionString());
    token = SampleDevice.token("127.0.0.1", owner.key(), owner.keyName());
  }

  /** Measures both, and prints the figures. */
  static void run() throws Exception {
    try (MethodBenchmark benchmark = new MethodBenchmark()) {
      benchmark.compare();
    }
    try (MethodBenchmark benchmark = new MethodBenchmark()) {
      benchmark.load();
    }
  }

  /** A device that answers every call; {@code notified} counts what else comes. */
  private void connect(String id, Semaphore notified) throws IOException {
    hub.ports().identities().create(IdentityRequest.withKeys(TwinAddress.device(id)));
    Socket socket = tls.getSocketFactory().createSocket("127.0.0.1", hub.facts().mqttPort());
    socket.setTcpNoDelay(true);
    RawMqttDevice device = new RawMqttDevice(socket, id, token);
    device.takeCalls();
    devices.add(device);
    Thread thread = new Thread(
        () -> {
          try {
            while (true) {
              if (!device.answerNext()) {
                notified.release();
              }
            }
          } catch (IOException closed) {
            return;
          }
        },
        id);
    thread.setDaemon(true);
    thread.start();
  }

  private void ask(String method, String path, String body) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create("https://127.0.0.1:%d%s?api-version=%s"
            .formatted(hub.facts().httpsPort(), path, "2021-04-12")))
        .header("Content-Type", "application/json")
        .header("Authorization", token)
        .method(method, HttpRequest.BodyPublishers.ofString(body))
        .build();
    HttpResponse<String> answer = rest.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != OK) {
      throw new IOException("status " + answer.statusCode() + ": " + answer.body());
    }
  }

  private void compare() throws Exception {
    Semaphore notified = new Semaphore(0);
    connect("called", notified);
    List<Long> calls = new ArrayList<>();
    List<Long> patches = new ArrayList<>();
    for (int i = 0; i < WARM_UP + ROUNDS; i++) {
      long start = System.nanoTime();
      ask("POST", "/twins/called/methods", "{\"methodName\":\"m\",\"payload\":{\"n\":" + i + "}}");
      long between = System.nanoTime();
      ask("PATCH", "/twins/called", "{\"properties\":{\"desired\":{\"n\":" + i + "}}}");
      notified.acquire();
      if (i >= WARM_UP) {
        calls.add(between - start);
        patches.add(System.nanoTime() - between);
      }
    }
    double call = micros(calls, 0.5);
    double patch = micros(patches, 0.5);
    System.out.printf(
        "a method over MQTT: median %.0f µs, p99 %.0f µs; a patch with its notification: median %.0f µs,"
            + " p99 %.0f µs; ratio %.2f%n",
        call, micros(calls, 0.99), patch, micros(patches, 0.99), call / patch);
  }

  private static double micros(List<Long> nanos, double share) {
    Collections.sort(nanos);
    return nanos.get((int) (nanos.size() * share)) / (double) TimeUnit.MICROSECONDS.toNanos(1);
  }

  /** Every device is called so often a second, one after the other, through the port. */
  private void load() throws Exception {
    for (int i = 0; i < DEVICES; i++) {
      connect("d" + i, new Semaphore(0));
    }
    MethodCall call = new MethodCall(
        new MethodName("m"),
        MethodPayload.NULL,
        Duration.ZERO,
        MethodLimits.RESPONSE_TIMEOUT_DEFAULT);
    int count = Math.toIntExact(DEVICES * CALLS_A_SECOND * SECONDS);
    long[] took = new long[count];
    AtomicInteger lost = new AtomicInteger();
    Semaphore done = new Semaphore(0);
    long before = LoadBenchmark.heap();
    long start = System.nanoTime();
    long pause = TimeUnit.SECONDS.toNanos(1) / (DEVICES * CALLS_A_SECOND);
    for (int i = 0; i < count; i++) {
      int number = i;
      long due = start + i * pause;
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
      }
      var unused = hub.methods()
          .invoke(TwinAddress.device("d" + i % DEVICES), call)
          .whenComplete((answer, failure) -> {
            took[number] = System.nanoTime() - due;
            if (failure != null || answer.status() != OK) {
              lost.incrementAndGet();
            }
            done.release();
          });
    }
    double seconds = LoadBenchmark.seconds(start);
    done.acquire(count);
    List<Long> times = new ArrayList<>();
    for (long one : took) {
      times.add(one);
    }
    System.out.printf(
        "%,d MQTT devices called %,d times in %.1f s: %d lost; median %.0f µs, p99 %.0f µs after it was due%n",
        DEVICES, count, seconds, lost.get(), micros(times, 0.5), micros(times, 0.99));
    times.clear();
    System.out.printf(
        "  heap with the devices: %d MiB before, %d MiB after (%d MiB of it are the figures)%n",
        before >> 20, LoadBenchmark.heap() >> 20, ((long) count * Long.BYTES) >> 20);
  }

  @Override
  public void close() throws IOException {
    for (RawMqttDevice device : devices) {
      device.close();
    }
    hub.close();
  }
}
