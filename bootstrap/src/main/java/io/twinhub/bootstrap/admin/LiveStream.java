package io.twinhub.bootstrap.admin;

import io.twinhub.application.port.Subscription;
import io.twinhub.application.port.out.OperationJournal;
import io.twinhub.application.port.out.TwinChanges;
import io.twinhub.bootstrap.loopback.LoopbackExchange;
import io.twinhub.bootstrap.loopback.Outflow;
import io.twinhub.domain.change.TwinEvent;
import io.twinhub.domain.change.TwinEventDocument;
import io.twinhub.domain.document.JournalDocument;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.operation.JournalEntry;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
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

  /** How long it may take until a disconnected client is noticed. */
  private static final Duration SIGN_EVERY = Duration.ofSeconds(2);

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
    Outflow<T> outflow = new Outflow<>();
    Subscription subscription = source.apply(outflow::add);
    try {
      write(exchange.stream("application/x-ndjson; charset=utf-8"), outflow);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    } finally {
      subscription.close();
      outflow.close();
    }
  }

  /** The first line tells the client that it will miss nothing from now on. */
  private void write(OutputStream out, Outflow<T> outflow)
      throws IOException, InterruptedException {
    out.write(LINE_END);
    out.flush();
    while (true) {
      Optional<T> next = outflow.next(SIGN_EVERY);
      if (next.isPresent()) {
        out.write(document.apply(next.get()).toString().getBytes(StandardCharsets.UTF_8));
      }
      out.write(LINE_END);
      out.flush();
    }
  }
}
