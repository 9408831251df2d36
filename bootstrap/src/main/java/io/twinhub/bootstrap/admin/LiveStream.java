package io.twinhub.bootstrap.admin;

import io.twinhub.application.port.Subscription;
import io.twinhub.application.port.out.OperationJournal;
import io.twinhub.application.port.out.TwinChanges;
import io.twinhub.bootstrap.loopback.LoopbackExchange;
import io.twinhub.domain.change.TwinEvent;
import io.twinhub.domain.change.TwinEventDocument;
import io.twinhub.domain.document.JournalDocument;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.operation.JournalEntry;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What happens in the hub, for its operator. The answer to {@code GET} has one JSON document on each line,
 * written as things happen, and an empty line at regular intervals; it does not end until either side closes
 * the connection.
 *
 * @param <T> what is told
 */
final class LiveStream<T> {
  static final String CHANGES = "/changes";
  static final String JOURNAL = "/journal/stream";

  /**
   * How many documents may wait for a client; a slower client is disconnected, so that it holds up nobody else.
   */
  static final int WAITING_MAX = 10_000;

  /** How long it may take until a disconnected client is noticed. */
  private static final long SIGN_SECONDS = 2;

  private static final byte[] LINE_END = {'\n'};

  private final String path;
  private final Function<Consumer<T>, Subscription> source;
  private final Function<T, JsonObject> document;

  private LiveStream(
      String path, Function<Consumer<T>, Subscription> source, Function<T, JsonObject> document) {
    this.path = path;
    this.source = source;
    this.document = document;
  }

  /** The changes of twins. */
  static LiveStream<TwinEvent> of(TwinChanges changes) {
    return new LiveStream<>(CHANGES, changes::subscribe, TwinEventDocument::of);
  }

  /** The operations. */
  static LiveStream<JournalEntry> of(OperationJournal journal) {
    return new LiveStream<>(JOURNAL, journal::follow, JournalDocument::of);
  }

  boolean serves(String method, String asked) {
    return method.equals("GET") && asked.equals(path);
  }

  /** Answers until the client disconnects or is too slow, or the server stops. */
  void answer(LoopbackExchange exchange) throws IOException {
    BlockingQueue<T> waiting = new ArrayBlockingQueue<>(WAITING_MAX);
    AtomicBoolean tooSlow = new AtomicBoolean();
    Subscription subscription = source.apply(news -> {
      if (!waiting.offer(news)) {
        tooSlow.set(true);
      }
    });
    try {
      write(exchange.stream("application/x-ndjson; charset=utf-8"), waiting, tooSlow);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    } finally {
      subscription.close();
    }
  }

  /** The first line tells the client that it will miss nothing from now on. */
  private void write(OutputStream out, BlockingQueue<T> waiting, AtomicBoolean tooSlow)
      throws IOException, InterruptedException {
    out.write(LINE_END);
    out.flush();
    while (!tooSlow.get()) {
      Optional<T> next = Optional.ofNullable(waiting.poll(SIGN_SECONDS, TimeUnit.SECONDS));
      if (next.isPresent()) {
        out.write(document.apply(next.get()).toString().getBytes(StandardCharsets.UTF_8));
      }
      out.write(LINE_END);
      out.flush();
    }
  }
}
