package io.twinhub.bootstrap.admin;

import com.sun.net.httpserver.HttpExchange;
import io.twinhub.application.port.Subscription;
import io.twinhub.application.port.out.TwinChanges;
import io.twinhub.domain.change.TwinEvent;
import io.twinhub.domain.change.TwinEventDocument;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The changes of twins for the hub's operator: {@code GET /changes} is answered with one JSON document on each line as
 * they happen, an empty line at regular intervals, and no end until either side hangs up.
 */
final class ChangeStream {
  static final String PATH = "/changes";

  /** How many changes may wait for a client; one that is slower is hung up on, and keeps nobody waiting. */
  static final int WAITING_MAX = 10_000;

  /** How soon it is noticed that a client is gone. */
  private static final long SIGN_SECONDS = 2;

  private static final byte[] LINE_END = {'\n'};

  private final TwinChanges changes;

  ChangeStream(TwinChanges changes) {
    this.changes = changes;
  }

  static boolean serves(String method, String path) {
    return method.equals("GET") && path.equals(PATH);
  }

  /** Answers until the client is gone or too slow, or the server stops. */
  void answer(HttpExchange exchange) throws IOException {
    BlockingQueue<TwinEvent> waiting = new ArrayBlockingQueue<>(WAITING_MAX);
    AtomicBoolean tooSlow = new AtomicBoolean();
    Subscription subscription = changes.subscribe(change -> {
      if (!waiting.offer(change)) {
        tooSlow.set(true);
      }
    });
    try {
      exchange.getResponseHeaders().set("Content-Type", "application/x-ndjson; charset=utf-8");
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      exchange.sendResponseHeaders(200, 0);
      write(exchange.getResponseBody(), waiting, tooSlow);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    } finally {
      subscription.close();
      exchange.close();
    }
  }

  /** The first line tells the client that nothing that comes from now on is missed. */
  private static void write(
      OutputStream out, BlockingQueue<TwinEvent> waiting, AtomicBoolean tooSlow)
      throws IOException, InterruptedException {
    out.write(LINE_END);
    out.flush();
    while (!tooSlow.get()) {
      Optional<TwinEvent> next = Optional.ofNullable(waiting.poll(SIGN_SECONDS, TimeUnit.SECONDS));
      if (next.isPresent()) {
        out.write(TwinEventDocument.of(next.get()).toString().getBytes(StandardCharsets.UTF_8));
      }
      out.write(LINE_END);
      out.flush();
    }
  }
}
