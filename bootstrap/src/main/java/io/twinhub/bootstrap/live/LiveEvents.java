package io.twinhub.bootstrap.live;

import io.twinhub.application.port.Subscription;
import io.twinhub.bootstrap.loopback.Outflow;
import io.twinhub.domain.document.TwinDocument;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonPath;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.twin.Twin;
import io.twinhub.local.engine.query.TwinCondition;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * Server-sent events: {@code event: change} and its document as {@code data}, for each happening. A comment says
 * that the server is still there.
 */
public final class LiveEvents implements AutoCloseable {
  /**
   * How long the stream is silent at most. A browser that has gone is noticed by the second comment after that, and
   * keeps its place among the streams until then.
   */
  static final Duration COMMENT_EVERY = Duration.ofSeconds(3);

  private static final byte[] COMMENT = ":\n\n".getBytes(StandardCharsets.US_ASCII);

  /** How many bytes of an event count as one more thing that waits. */
  private static final int WEIGHT_BYTES = 1024;

  private final LiveHub hub;
  private final Optional<TwinCondition> condition;
  private final Outflow<Happening> outflow = new Outflow<>();
  private final Subscription subscription;

  /**
   * The events of a hub from now on. The thread that makes this object must also write and close it.
   *
   * @param condition what the twins meet that they concern; if empty, those are told too that concern no twin
   * @throws HubException if the hub's events cannot be read
   */
  public LiveEvents(LiveHub hub, Optional<TwinCondition> condition) {
    this.hub = hub;
    this.condition = condition;
    this.subscription = hub.listen(one -> outflow.add(one, 1 + one.bytes() / WEIGHT_BYTES));
  }

  /**
   * Writes events until the client goes, is too slow, or the thread is interrupted. The first comment tells the
   * client that it will miss nothing from now on.
   *
   * @throws IOException if the client has gone
   * @throws InterruptedException if the client is too slow, or the server stops
   */
  public void write(OutputStream client) throws IOException, InterruptedException {
    OutputStream out = new BufferedOutputStream(client);
    long commented = comment(out);
    while (true) {
      long left = COMMENT_EVERY.toNanos() - (System.nanoTime() - commented);
      Optional<Happening> next = outflow.next(Duration.ofNanos(Math.max(0, left)));
      if (next.filter(this::includes).isPresent()) {
        out.write(text(next.get()).getBytes(StandardCharsets.UTF_8));
      }
      if (outflow.isEmpty()) {
        out.flush();
      }
      if (System.nanoTime() - commented >= COMMENT_EVERY.toNanos()) {
        commented = comment(out);
      }
    }
  }

  @Override
  public void close() {
    subscription.close();
    outflow.close();
  }

  private static long comment(OutputStream out) throws IOException {
    out.write(COMMENT);
    out.flush();
    return System.nanoTime();
  }

  private boolean includes(Happening happening) {
    return condition
        .map(wanted -> happening
            .address()
            .map(address -> wanted.holds(address, new Asked(happening)))
            .orElse(false))
        .orElse(true);
  }

  /** The values of the twin that a happening concerns; the twin is asked for once, and only if need be. */
  private final class Asked implements Function<JsonPath, Optional<JsonValue>> {
    private final Happening happening;
    private Optional<Optional<Twin>> twin = Optional.empty();

    Asked(Happening happening) {
      this.happening = happening;
    }

    @Override
    public Optional<JsonValue> apply(JsonPath path) {
      Optional<Twin> found = twin.orElseGet(this::read);
      twin = Optional.of(found);
      return found.flatMap(one -> TwinDocument.find(one, path));
    }

    /** A hub elsewhere may refuse to tell; then nobody knows whether the condition holds. */
    private Optional<Twin> read() {
      try {
        return hub.twin(happening);
      } catch (HubException refusal) {
        return Optional.empty();
      }
    }
  }

  /** The document has no line end, since JSON escapes those in texts. */
  private static String text(Happening happening) {
    JsonObject document = happening.document().get();
    return "event: %s\ndata: %s\n\n".formatted(happening.kind().text(), document);
  }
}
