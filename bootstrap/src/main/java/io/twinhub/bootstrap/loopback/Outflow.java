package io.twinhub.bootstrap.loopback;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What waits to be written to a client by the thread that makes this object. A client for which too much waits is
 * cut off, even while that thread is writing to it: so it holds up nobody else, and keeps neither a thread nor
 * memory.
 *
 * @param <T> what is written
 */
public final class Outflow<T> implements AutoCloseable {
  /** How much may wait for a client; each thing counts at least 1. */
  public static final int WAITING_MAX = 10_000;

  private final BlockingQueue<Waiting<T>> waiting = new LinkedBlockingQueue<>();
  private final AtomicInteger weight = new AtomicInteger();
  private final Thread writer = Thread.currentThread();

  /** Guarded by this, as is the field below. */
  private boolean cutOff;

  private boolean closed;

  private record Waiting<T>(T what, int weight) {}

  /** Adds something; returns at once. Safe to call from any thread. */
  public void add(T what) {
    add(what, 1);
  }

  /**
   * Adds something large.
   *
   * @param size as how many things it counts; at least 1
   */
  public void add(T what, int size) {
    if (weight.addAndGet(size) > WAITING_MAX) {
      weight.addAndGet(-size);
      cutOff();
    } else {
      waiting.add(new Waiting<>(what, size));
    }
  }

  /** Interrupts the writer: a thread that is interrupted while it writes to a socket closes it. */
  private synchronized void cutOff() {
    if (!cutOff && !closed) {
      cutOff = true;
      writer.interrupt();
    }
  }

  /** Whether nothing waits. */
  public boolean isEmpty() {
    return waiting.isEmpty();
  }

  /**
   * Waits for what is to be written next.
   *
   * @return empty if nothing came in time
   * @throws InterruptedException if the client was cut off, or the server stops
   */
  public Optional<T> next(Duration time) throws InterruptedException {
    Optional<Waiting<T>> next =
        Optional.ofNullable(waiting.poll(time.toNanos(), TimeUnit.NANOSECONDS));
    next.ifPresent(one -> weight.addAndGet(-one.weight()));
    return next.map(Waiting::what);
  }

  /** Ends it, on the thread of the writer; an interrupt that cut off the client is over then. */
  @Override
  public synchronized void close() {
    closed = true;
    if (cutOff) {
      boolean unused = Thread.interrupted();
    }
  }
}
