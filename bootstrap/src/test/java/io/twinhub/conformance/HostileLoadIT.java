package io.twinhub.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients that want the memory of a hub with a small heap, in three ways; ordinary clients must not notice,
 * and nothing may be left when they are gone. {@code -Dtwinhub.attack.seconds} makes it longer.
 */
@Timeout(600)
class HostileLoadIT {
  /** Machines that build are busy and times on them say little; {@code .ci/attack} asks for two seconds. */
  private static final Duration WAIT_MAX =
      Duration.ofSeconds(Integer.getInteger("twinhub.attack.wait.seconds", 20));

  private static final Duration ATTACK =
      Duration.ofSeconds(Integer.getInteger("twinhub.attack.seconds", 15));

  /** Idle workers and timed-out connections are gone by then. */
  private static final Duration CALM_MAX = Duration.ofSeconds(60);

  private static final int HEAP_SLACK_KIB = 16 * 1024;
  private static final int SLACK = 8;
  private static final String KEY = "a2V5IG9mIHRoZSBjYW5hcnkgYW5kIG9mIG5vYm9keSE=";

  @TempDir
  private Path folder;

  private final AtomicInteger hungUp = new AtomicInteger();
  private BuiltHub hub;
  private String owner;

  /** How long connections that ask for nothing more are held open. */
  private static final Duration HELD = Duration.ofSeconds(3);

  /** What is done on each connection. */
  private interface Attacker {
    void attack(HttpSocket socket) throws IOException;
  }

  @BeforeEach
  void start() throws Exception {
    hub = BuiltHub.start(folder, "-Xmx256m");
    owner = hub.ownerToken();
    for (String device : List.of("canary", "victim")) {
      String body =
          "{\"deviceId\":\"%s\",\"authentication\":{\"type\":\"sas\",\"symmetricKey\":{\"primaryKey\":\"%s\",\"secondaryKey\":\"%s\"}}}"
              .formatted(device, KEY, KEY);
      try (HttpSocket backEnd = new HttpSocket(hub.connect(hub.facts().httpsPort()))) {
        backEnd.head("PUT", "/devices/" + device, owner, "Content-Length: " + body.length());
        backEnd.send(body.getBytes(StandardCharsets.US_ASCII));
        assertThat(backEnd.status()).isEqualTo(200);
      }
    }
  }

  @AfterEach
  void stop() throws Exception {
    hub.close();
  }

  @Test
  void sixty_four_known_clients_send_bodies_of_ninety_five_thousand_keys() throws Exception {
    byte[] body = IntStream.range(0, 95_000)
        .mapToObj(i -> "\"%05x\":1".formatted(i))
        .collect(Collectors.joining(",", "{\"tags\":{", "}}"))
        .getBytes(StandardCharsets.US_ASCII);
    assertHarmless(64, 1, socket -> {
      socket.head("PATCH", "/twins/victim", owner, "Content-Length: " + body.length);
      socket.send(body);
      assertThat(socket.status()).isIn(400, 413, 429);
    });
  }

  @Test
  void four_hundred_and_eighty_strangers_send_bodies_of_a_mebibyte() throws Exception {
    byte[] half = new byte[512 * 1024];
    assertHarmless(16, 30, socket -> {
      socket.head("PATCH", "/twins/victim", "none", "Content-Length: " + 2 * half.length);
      socket.send(half);
      assertThat(socket.status()).isEqualTo(401);
    });
  }

  @Test
  void six_hundred_and_forty_strangers_stop_in_the_middle_of_a_web_socket_frame() throws Exception {
    ByteBuffer frame = ByteBuffer.allocate(256 * 1024)
        .put(new byte[] {(byte) 0x82, (byte) 0xFF})
        .putLong(512 * 1024)
        .putInt(0)
        .put(new byte[] {0x10, (byte) 0xFB, 0x7F}); // the longest CONNECT
    assertHarmless(16, 40, socket -> {
      socket.head(
          "GET",
          "/$iothub/websocket",
          "none",
          "Upgrade: websocket",
          "Connection: Upgrade",
          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
          "Sec-WebSocket-Version: 13",
          "Sec-WebSocket-Protocol: mqtt");
      assertThat(socket.status()).isEqualTo(101);
      socket.send(frame.array());
    });
  }

  /** Few threads have many connections, or the attackers would take the processors from everybody else. */
  private void assertHarmless(int threadsOfAttack, int sockets, Attacker attacker)
      throws Exception {
    String token = DeviceTokens.signed(
        "127.0.0.1/devices/canary", KEY, Instant.now().plus(Duration.ofHours(1)));
    long files;
    long threads;
    long heap;
    try (Canary canary = new Canary(hub, "canary", token)) {
      // Everything that a hub makes once is there when a few have attacked it.
      attack(SLACK, 1, attacker, Duration.ofSeconds(1));
      files = hub.openFiles();
      threads = hub.threads();
      heap = hub.heapKib();
      attack(threadsOfAttack, sockets, attacker, ATTACK);
      Duration longest = canary.longestWait();
      System.out.printf(
          "hostile load: %d attackers for %s, %d connections ended by the hub; ordinary clients"
              + " waited %d ms at most%n",
          threadsOfAttack * sockets, ATTACK, hungUp.get(), longest.toMillis());
      assertThat(longest).isLessThan(WAIT_MAX);
    }
    assertThat(hub.log()).doesNotContain("OutOfMemoryError");
    await().atMost(CALM_MAX).untilAsserted(() -> {
      assertThat(hub.openFiles()).as("open files").isLessThanOrEqualTo(files + SLACK);
      assertThat(hub.threads()).as("threads").isLessThanOrEqualTo(threads + SLACK);
    });
    assertThat(hub.heapKib()).as("KiB of heap").isLessThan(heap + HEAP_SLACK_KIB);
  }

  private void attack(int threadCount, int sockets, Attacker attacker, Duration time)
      throws Exception {
    long end = System.nanoTime() + time.toNanos();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < threadCount; i++) {
      Thread thread = new Thread(() -> attackUntil(end, sockets, attacker), "attacker");
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private void attackUntil(long end, int sockets, Attacker attacker) {
    while (System.nanoTime() < end) {
      List<HttpSocket> open = new ArrayList<>();
      for (int i = 0; i < sockets; i++) {
        attack(open, attacker);
      }
      if (sockets > 1) {
        LockSupport.parkNanos(HELD.toNanos());
      }
      open.forEach(HostileLoadIT::close);
    }
  }

  /** A connection that the hub closes is what attackers must expect. */
  private void attack(List<HttpSocket> open, Attacker attacker) {
    try {
      HttpSocket socket = new HttpSocket(hub.connect(hub.facts().httpsPort()));
      open.add(socket);
      attacker.attack(socket);
    } catch (IOException closed) {
      hungUp.incrementAndGet();
    }
  }

  private static void close(HttpSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
