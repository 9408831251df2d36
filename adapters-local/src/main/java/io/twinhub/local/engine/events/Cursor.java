package io.twinhub.local.engine.events;

import io.twinhub.application.port.MessageFlow;
import io.twinhub.domain.message.event.HubEvent;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** One reader of a partition: where it stands, and how many events may come to it. */
final class Cursor implements MessageFlow {
  /** More than any client asks for; so that the sum of what hostile ones ask for has a place. */
  private static final int REQUESTED_MAX = 1_000_000;

  private final Partition partition;
  private final Consumer<HubEvent> taker;
  private final EventReading reading;
  private final AtomicInteger requested = new AtomicInteger();
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private volatile long next;
  private volatile boolean closed;

  /**
   * A reader.
   *
   * @param next the number of the first event that it gets
   * @param reading serves it when there may be something for it, once until it {@link #turn takes its turn}
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

  /** The number of the event that it gets next. */
  long next() {
    return next;
  }

  /** How many events may come to it now. */
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

  /** Asks for a turn if there may be something for it. */
  void wake() {
    if (isDue() && scheduled.compareAndSet(false, true)) {
      reading.accept(this);
    }
  }

  private boolean isDue() {
    return wanted() > 0 && next <= partition.state().last();
  }

  /** Turns come one after the other, so work that waits for a turn is behind the one that is scheduled. */
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

  /** Its turn begins: what comes from now on may ask for another. */
  void turn() {
    scheduled.set(false);
  }

  /** Hands events on, in order; on the thread of the readers. */
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
