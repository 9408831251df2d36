package io.twinhub.bootstrap.cli.remote;

import io.twinhub.application.json.JsonText;
import io.twinhub.application.port.Subscription;
import io.twinhub.application.port.out.TwinChanges;
import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.bootstrap.config.HubFacts;
import io.twinhub.domain.change.TwinEventDocument;
import io.twinhub.domain.document.JournalDocument;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.operation.JournalEntry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** What the admin port of the hub that runs here tells as it happens. */
public final class AdminStream {
  private static final long BEGIN_SECONDS_MAX = 10;

  private final HubFacts facts;
  private final Consumer<CommandFailure> onEnd;

  /**
   * What a hub tells.
   *
   * @param onEnd called if the hub stops telling it
   */
  public AdminStream(HubFacts facts, Consumer<CommandFailure> onEnd) {
    this.facts = facts;
    this.onEnd = onEnd;
  }

  /** All changes of twins, whatever the routes are; subscribing fails if the hub is not reached. */
  public TwinChanges changes() {
    return listener ->
        subscribe("/changes", document -> listener.accept(TwinEventDocument.read(document)));
  }

  /**
   * The operations from now on.
   *
   * @throws CommandFailure if the hub is not reached
   */
  public Subscription journal(Consumer<JournalEntry> listener) {
    return subscribe(
        "/journal/stream", document -> listener.accept(JournalDocument.read(document)));
  }

  private Subscription subscribe(String path, Consumer<JsonObject> listener) {
    InputStream answer = new AdminApi(facts).open(path);
    CountDownLatch begun = new CountDownLatch(1);
    Reading reading = new Reading(answer, begun, listener);
    Thread thread = new Thread(reading, "twinhub-stream");
    thread.setDaemon(true);
    thread.start();
    try {
      if (!begun.await(BEGIN_SECONDS_MAX, TimeUnit.SECONDS)) {
        reading.close();
        throw CommandFailure.noHub("the hub does not tell what happens");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return reading;
  }

  private final class Reading implements Runnable, Subscription {
    private final InputStream answer;
    private final CountDownLatch begun;
    private final Consumer<JsonObject> listener;
    private volatile boolean closed;

    Reading(InputStream answer, CountDownLatch begun, Consumer<JsonObject> listener) {
      this.answer = answer;
      this.begun = begun;
      this.listener = listener;
    }

    @Override
    public void run() {
      try (BufferedReader lines =
          new BufferedReader(new InputStreamReader(answer, StandardCharsets.UTF_8))) {
        String line = lines.readLine();
        while (line != null && !closed) {
          begun.countDown();
          if (!line.isEmpty()) {
            listener.accept(JsonText.parseObject(line));
          }
          line = lines.readLine();
        }
      } catch (IOException hungUp) {
        // Treated like the end of the answer.
      }
      if (!closed) {
        onEnd.accept(CommandFailure.noHub("the hub has stopped, or it was not read fast enough"));
      }
    }

    @Override
    public void close() {
      closed = true;
      try {
        answer.close();
      } catch (IOException isGone) {
        // Nothing is left to close.
      }
    }
  }
}
