package io.twinhub.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.benchmark.RawMqttDevice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Two ordinary clients, a back end over HTTPS and a device over MQTT, that note their longest wait. */
final class Canary implements AutoCloseable {
  private static final int PAUSE_MILLIS = 20;

  private final List<CompletableFuture<?>> clients = new ArrayList<>();
  private final Queue<Exception> failures = new ConcurrentLinkedQueue<>();
  private final AtomicLong longestNanos = new AtomicLong();
  private final AtomicInteger answers = new AtomicInteger();
  private volatile boolean over;

  /** Asks once, and waits for the answer. */
  private interface Client {
    void ask() throws Exception;
  }

  /** Begins to ask: a back end for the twin of {@code device}, which reports all the time. */
  Canary(BuiltHub hub, String device, String deviceToken) throws Exception {
    HttpSocket backEnd = new HttpSocket(hub.connect(hub.facts().httpsPort()));
    String owner = hub.ownerToken();
    RawMqttDevice reporting =
        new RawMqttDevice(hub.connect(hub.facts().mqttPort()), device, deviceToken);
    watch(() -> {
      backEnd.head("GET", "/twins/" + device, owner);
      assertThat(backEnd.status()).isEqualTo(200);
    });
    watch(reporting::report);
  }

  private void watch(Client client) {
    clients.add(CompletableFuture.runAsync(
        () -> askUntilTheEnd(client), task -> new Thread(task, "canary").start()));
  }

  private void askUntilTheEnd(Client client) {
    try {
      while (!over) {
        long start = System.nanoTime();
        client.ask();
        longestNanos.accumulateAndGet(System.nanoTime() - start, Math::max);
        answers.incrementAndGet();
        Thread.sleep(PAUSE_MILLIS);
      }
    } catch (Exception failure) {
      failures.add(failure);
    }
  }

  /** Stops; the longest that one of the two waited. */
  Duration longestWait() {
    close();
    assertThat(failures).isEmpty();
    assertThat(answers).hasValueGreaterThan(clients.size());
    return Duration.ofNanos(longestNanos.get());
  }

  @Override
  public void close() {
    over = true;
    clients.forEach(CompletableFuture::join);
  }
}
