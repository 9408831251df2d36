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
 * Refuses writes that are not answered in time. One thread checks all waiting writes at intervals, because
 * a timer for each would cost 4 % of the throughput.
 */
public final class WaitLimit implements AutoCloseable {
  /** The longest wait of a client for its answer, plus up to {@link #LOOK_EVERY}. */
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

  /** The waiting proposals; called on any thread. */
  @FunctionalInterface
  interface Waits {
    Stream<Waiting<?>> now();
  }

  WaitLimit(Waits waits) {
    this.waits = waits;
  }

  /** Begins to check. */
  void start() {
    var unused = thread.scheduleWithFixedDelay(
        this::look, LOOK_EVERY.toMillis(), LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** How often it has checked so far, which each write notes when it begins to wait. */
  int looks() {
    return looks.get();
  }

  /** Refuses the writes that have waited for more than {@link #LOOKS_MAX} checks. */
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
