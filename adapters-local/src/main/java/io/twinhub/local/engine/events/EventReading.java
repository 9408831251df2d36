package io.twinhub.local.engine.events;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.message.event.EventError;
import io.twinhub.domain.message.event.EventPosition;
import io.twinhub.domain.message.event.HubEvent;
import io.twinhub.domain.message.event.PartitionState;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the readers of a log, on one thread: each in its turn, a few events at a time. */
final class EventReading implements Consumer<Cursor>, AutoCloseable {
  /** How many events a reader gets in one turn. */
  private static final int TURN_EVENTS_MAX = 100;

  private static final Logger LOG = LoggerFactory.getLogger(EventReading.class);

  private final Optional<EventStore> store;
  private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
    Thread made = new Thread(task, "twinhub-event-readers");
    made.setDaemon(true);
    return made;
  });

  EventReading(Optional<EventStore> store) {
    this.store = store;
  }

  @Override
  public void accept(Cursor cursor) {
    later(() -> serve(cursor));
  }

  /** Runs {@code work} on the readers' thread, after the turns that are due. */
  void later(Runnable work) {
    try {
      thread.execute(work);
    } catch (RejectedExecutionException stopped) {
      LOG.debug("a reader came when the log was closed", stopped);
    }
  }

  private void serve(Cursor cursor) {
    cursor.turn();
    try {
      int max = Math.min(TURN_EVENTS_MAX, cursor.wanted());
      if (max > 0) {
        cursor.tell(events(cursor.partition(), cursor.next(), max));
      }
    } catch (IOException | RuntimeException failure) {
      LOG.error(
          "partition {} cannot be read; its reader is ended", cursor.partition().number(), failure);
      cursor.close();
    }
    cursor.wake();
  }

  private List<HubEvent> events(Partition partition, long from, int max) throws IOException {
    long kept = Math.max(from, partition.state().first());
    Optional<List<HubEvent>> recent = partition.recent(kept, max);
    if (recent.isPresent()) {
      return recent.get();
    }
    return store.isPresent()
        ? store.get().read(partition.number(), kept, max)
        : partition.recent(partition.firstInMemory(), max).orElse(List.of());
  }

  /**
   * The number of the first event that a reader gets.
   *
   * @throws HubException with {@link EventError#beyondTheEnd}, or if the log cannot be read
   */
  long first(Partition partition, EventPosition position) {
    PartitionState state = partition.state();
    if (position instanceof EventPosition.Earliest) {
      return state.first();
    }
    if (position instanceof EventPosition.AtSequence at) {
      return Math.max(state.first(), at.inclusive() ? at.sequence() : at.sequence() + 1);
    }
    if (position instanceof EventPosition.AtOffset at) {
      if (at.offset() > state.lastOffset() && !(state.last() < 0 && at.offset() <= 0)) {
        throw new HubException(EventError.beyondTheEnd(at.offset(), state.lastOffset()));
      }
      return search(
          partition,
          state,
          event -> at.inclusive() ? event.offset() >= at.offset() : event.offset() > at.offset());
    }
    if (position instanceof EventPosition.AtTime at) {
      Instant time = at.time();
      return search(
          partition,
          state,
          event -> at.inclusive()
              ? !event.enqueued().isBefore(time)
              : event.enqueued().isAfter(time));
    }
    return state.last() + 1;
  }

  /** The number of the first event for which {@code beyond} is true; it is true for all later ones. */
  private long search(Partition partition, PartitionState state, Predicate<HubEvent> beyond) {
    long low = state.first();
    long high = state.last() + 1;
    while (low < high) {
      long middle = low + (high - low) / 2;
      List<HubEvent> found = one(partition, middle);
      if (found.isEmpty() || beyond.test(found.get(0))) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private List<HubEvent> one(Partition partition, long number) {
    try {
      return events(partition, number, 1);
    } catch (IOException failure) {
      throw new HubException(
          RequestError.unavailable("the event log cannot be read: " + failure.getMessage()),
          failure);
    }
  }

  /** The number of the first event of a partition that arrived after {@code time}. */
  long firstAfter(Partition partition, Instant time) {
    return first(partition, new EventPosition.AtTime(time, false));
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
