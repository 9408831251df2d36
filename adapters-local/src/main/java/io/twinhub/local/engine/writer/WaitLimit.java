package io.twinhub.local.engine.writer;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Refuses writes that are not answered in time. One thread looks at all that wait, once in a while: a timer
 * of the system for each of them costs four in a hundred writes.
 */
public final class WaitLimit implements AutoCloseable {
  /** How long a client waits for its answer at most; up to {@link #LOOK_EVERY} more. */
  static final Duration ANSWER_WAIT_MAX = Duration.ofSeconds(30);

  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
  private static final int LOOKS_MAX = (int) ANSWER_WAIT_MAX.dividedBy(LOOK_EVERY);

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(work -> {
        Thread looking = new Thread(work, "twinhub-wait-limit");
        looking.setDaemon(true);
        return looking;
      });

  private final Waits waits;
  private final AtomicInteger looks = new AtomicInteger();

  /** Who waits; asked by any thread. */
  @FunctionalInterface
  interface Waits {
    Stream<Waiting<?>> now();
  }

  WaitLimit(Waits waits) {
    this.waits = waits;
  }

  /** Begins to look. */
  void start() {
    var unused = thread.scheduleWithFixedDelay(
        this::look, LOOK_EVERY.toMillis(), LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** How often it has looked: what a write notes when it begins to wait. */
  int looks() {
    return looks.get();
  }

  /** Refuses who has waited since before {@link #LOOKS_MAX} looks. */
  public void look() {
    int now = looks.incrementAndGet();
    waits
        .now()
        .filter(waiting -> now - waiting.since() > LOOKS_MAX)
        .forEach(waiting -> waiting
            .answer()
            .completeExceptionally(new HubException(RequestError.unavailable(
                "the write was not committed within " + ANSWER_WAIT_MAX))));
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
