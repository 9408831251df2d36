package io.twinhub.local.engine.alarm;

import io.twinhub.application.port.Subscription;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Alarms that follow a hub's clock, and so also its advances. */
public final class ClockAlarms implements Alarms {
  private static final Logger LOG = LoggerFactory.getLogger(ClockAlarms.class);
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final HubClock clock;
  private final Subscription advances;
  private final Thread thread = new Thread(this::run, "twinhub-alarms");

  /** Guarded by this, as are the fields below. */
  private final PriorityQueue<Due> waiting =
      new PriorityQueue<>(Comparator.comparingLong(Due::nanos).thenComparingLong(Due::number));

  private long added;
  private boolean working;
  private boolean closed;

  /**
   * Work that waits.
   *
   * @param nanos when it is due
   * @param number breaks ties in the order in which the work was added
   */
  private record Due(long nanos, long number, Runnable work) {}

  /** Creates a scheduler without work. */
  public ClockAlarms(HubClock clock) {
    this.clock = clock;
    this.advances = clock.onAdvance(this::catchUp);
    thread.setDaemon(true);
  }

  @Override
  public synchronized Alarm after(Duration wait, Runnable work) {
    Due due = new Due(clock.nanos() + wait.toNanos(), added++, work);
    if (closed) {
      return () -> {};
    }
    if (waiting.add(due) && thread.getState() == Thread.State.NEW) {
      thread.start();
    }
    notifyAll();
    return () -> cancel(due);
  }

  private synchronized void cancel(Due due) {
    waiting.remove(due);
  }

  /** Returns once all that is due has been done. */
  private synchronized void catchUp() {
    notifyAll();
    while (!closed && (working || isDue()) && Thread.currentThread() != thread) {
      try {
        wait();
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private synchronized boolean isDue() {
    Due first = waiting.peek();
    return first != null && first.nanos() - clock.nanos() <= 0;
  }

  private void run() {
    try {
      for (Runnable work = next(); !Thread.currentThread().isInterrupted(); work = next()) {
        done(work);
      }
    } catch (InterruptedException closing) {
      LOG.debug("alarms are closed");
    }
  }

  private synchronized Runnable next() throws InterruptedException {
    working = false;
    notifyAll();
    while (!isDue()) {
      Due first = waiting.peek();
      if (first == null || clock.stands()) {
        wait();
      } else {
        wait(Math.max(1, (first.nanos() - clock.nanos()) / NANOS_PER_MILLI));
      }
    }
    working = true;
    return waiting.remove().work();
  }

  private static void done(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException mistake) {
      LOG.error("work of an alarm failed", mistake);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    advances.close();
    waiting.clear();
    thread.interrupt();
    notifyAll();
  }
}
