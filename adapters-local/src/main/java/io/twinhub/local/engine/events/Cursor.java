package io.twinhub.local.engine.events;

import io.twinhub.application.port.MessageFlow;
import io.twinhub.domain.message.event.HubEvent;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** One reader of a partition: its position, and how many events it may receive. */
final class Cursor implements MessageFlow {
  /** More than any client asks for; a limit, so that hostile requests cannot overflow the sum. */
  private static final int REQUESTED_MAX = 1_000_000;

  private final Partition partition;
  private final Consumer<HubEvent> taker;
  private final EventReading reading;
  private final AtomicInteger requested = new AtomicInteger();
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private volatile long next;
  private volatile boolean closed;

  /**
   * Creates a reader.
   *
   * @param next the number of the first event that it gets
   * @param reading serves it when there may be events for it, once until it {@link #turn takes its turn}
   */
  Cursor(Partition partition, long next, Consumer<HubEvent> taker, EventReading reading) {
    this.partition = partition;
    this.next = next;
    this.taker = taker;
    this.reading = reading;
  }

  Partition partition() {
    return partition;
  }

  /** The number of the next event for the reader. */
  long next() {
    return next;
  }

  /** How many events the reader may receive now. */
  int wanted() {
    return closed ? 0 : requested.get();
  }

  @Override
  public void request(int more) {
    requested.updateAndGet(now -> (int) Math.min(REQUESTED_MAX, (long) now + Math.max(0, more)));
    wake();
  }

  @Override
  public void pause() {
    requested.set(0);
  }

  /** Asks for a turn if there may be events for the reader. */
  void wake() {
    if (isDue() && scheduled.compareAndSet(false, true)) {
      reading.accept(this);
    }
  }

  private boolean isDue() {
    return wanted() > 0 && next <= partition.state().last();
  }

  /** Turns run one after the other, so this work comes after the turn that is already scheduled. */
  @Override
  public void afterwards(Runnable work) {
    reading.later(() -> {
      if (isDue()) {
        afterwards(work);
      } else {
        work.run();
      }
    });
  }

  /** Begins the reader's turn: events that arrive from now on may ask for another. */
  void turn() {
    scheduled.set(false);
  }

  /** Passes events on, in order. Runs on the readers' thread. */
  void tell(List<HubEvent> events) {
    for (HubEvent event : events) {
      if (wanted() == 0) {
        return;
      }
      requested.getAndUpdate(now -> Math.max(0, now - 1));
      next = event.sequence() + 1;
      taker.accept(event);
    }
  }

  @Override
  public void close() {
    closed = true;
    partition.cursors().remove(this);
  }
}
