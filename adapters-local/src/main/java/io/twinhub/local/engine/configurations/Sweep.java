package io.twinhub.local.engine.configurations;

import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.local.engine.rows.Registrations;
import io.twinhub.local.engine.rows.StoredRow;
import io.twinhub.local.engine.writer.Writer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * One pass over all twins. It looks at the visible rows on its own thread and hands those that may need
 * something to the writer, which decides again. Twins that are written meanwhile are settled with their write.
 */
final class Sweep {
  /** How many twins the writer settles at once: others wait for a few milliseconds. */
  static final int SLICE = 64;

  /** How many slices are handed over before the first of them is committed. */
  static final int UNDERWAY_MAX = 8;

  /** How long it waits if the writer takes no more. */
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final Registrations registrations;
  private final Writer writer;
  private final Applying applying;
  private final BooleanSupplier stopped;
  private final Deque<CompletableFuture<?>> underway = new ArrayDeque<>();
  private long settled;

  /**
   * A pass that has not begun.
   *
   * @param stopped whether the pass is to end early
   */
  Sweep(Registrations registrations, Writer writer, Applying applying, BooleanSupplier stopped) {
    this.registrations = registrations;
    this.writer = writer;
    this.applying = applying;
    this.stopped = stopped;
  }

  /**
   * Settles all twins that {@code concerned} selects, and returns how many the writer looked at.
   *
   * @throws HubException if the hub cannot write
   */
  long run(Predicate<StoredRow> concerned) throws InterruptedException {
    Iterator<StoredRow> rows = registrations.rows().stream().iterator();
    List<TwinAddress> slice = new ArrayList<>(SLICE);
    while (rows.hasNext() && !stopped.getAsBoolean()) {
      StoredRow row = rows.next();
      if (concerned.test(row)) {
        slice.add(row.address());
        if (slice.size() == SLICE) {
          handOver(List.copyOf(slice));
          slice.clear();
        }
      }
    }
    handOver(List.copyOf(slice));
    while (!underway.isEmpty()) {
      await(underway.remove());
    }
    return settled;
  }

  private void handOver(List<TwinAddress> slice) throws InterruptedException {
    if (slice.isEmpty()) {
      return;
    }
    settled += slice.size();
    while (underway.size() >= UNDERWAY_MAX) {
      await(underway.remove());
    }
    while (true) {
      try {
        underway.add(writer.applyLater(tx -> {
          slice.forEach(address -> applying.settle(tx, address));
          return slice;
        }));
        return;
      } catch (HubException busy) {
        if (busy.code() != ErrorCode.THROTTLING) {
          throw busy;
        }
        Thread.sleep(PAUSE.toMillis());
      }
    }
  }

  private static void await(CompletableFuture<?> commit) {
    try {
      commit.join();
    } catch (CompletionException failure) {
      if (failure.getCause() instanceof HubException refusal) {
        throw refusal.onThisThread();
      }
      throw failure;
    }
  }
}
