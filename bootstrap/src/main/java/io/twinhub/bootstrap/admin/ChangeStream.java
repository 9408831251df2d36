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
 * The changes of twins for the hub's operator. The answer to {@code GET /changes} has one JSON document on
 * each line, written as the changes happen, and an empty line at regular intervals; it does not end until
 * either side closes the connection.
 */
final class ChangeStream {
  static final String PATH = "/changes";

  /**
   * How many changes may wait for a client; a slower client is disconnected, so that it holds up nobody else.
   */
  static final int WAITING_MAX = 10_000;

  /** How long it may take until a disconnected client is noticed. */
  private static final long SIGN_SECONDS = 2;

  private static final byte[] LINE_END = {'\n'};

  private final TwinChanges changes;

  ChangeStream(TwinChanges changes) {
    this.changes = changes;
  }

  static boolean serves(String method, String path) {
    return method.equals("GET") && path.equals(PATH);
  }

  /** Answers until the client disconnects or is too slow, or the server stops. */
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

  /** The first line tells the client that it will miss no change from now on. */
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
