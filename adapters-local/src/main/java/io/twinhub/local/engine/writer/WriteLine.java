package io.twinhub.local.engine.writer;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** The writes that are not answered yet, in the order of arrival, and the turn to carry them out. */
final class WriteLine {
  /** Writes that are begun closer together than this are a rush: a batch of them costs less than each alone. */
  private static final long RUSH_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

  private final BlockingQueue<Waiting<?>> queue = new LinkedTransferQueue<>();

  /** How many writes came and are not answered, whether they wait or are being carried out. */
  private final AtomicInteger open = new AtomicInteger();

  /** Held by the one thread that carries out writes. */
  private final ReentrantLock turn = new ReentrantLock();

  /** An entry in the queue, at most one at a time, that wakes the writer. */
  private final Waiting<?> wake = Waiting.own(transaction -> transaction);

  private final AtomicBoolean woken = new AtomicBoolean();

  /** When somebody began a write last without waiting for its answer. */
  private volatile long begun = System.nanoTime() - RUSH_NANOS;

  /** Whether a write that somebody begins now, without waiting for its answer, is one of many. */
  boolean isRush() {
    long now = System.nanoTime();
    boolean rush = now - begun < RUSH_NANOS;
    begun = now;
    return rush;
  }

  /** Adds a write. */
  void add(Waiting<?> waiting) {
    open.incrementAndGet();
    queue.add(waiting);
  }

  /** Wakes the writer, though nothing may be written. */
  void wake() {
    if (woken.compareAndSet(false, true)) {
      queue.add(wake);
    }
  }

  /** Whether this entry only woke the writer; if so, the next call of {@link #wake} wakes it again. */
  boolean isWake(Waiting<?> entry) {
    if (!entry.equals(wake)) {
      return false;
    }
    woken.set(false);
    return true;
  }

  /** Waits for the first entry, and takes it. */
  Waiting<?> take() throws InterruptedException {
    return queue.take();
  }

  /** Takes the next entry if there is one. */
  Optional<Waiting<?>> poll() {
    return Optional.ofNullable(queue.poll());
  }

  boolean isEmpty() {
    return queue.isEmpty();
  }

  /** Those that wait; called on any thread. */
  Stream<Waiting<?>> waiting() {
    return queue.stream();
  }

  /** Notes that this many writes are about to be answered. */
  void answering(int writes) {
    open.addAndGet(-writes);
  }

  /** Takes the turn, after whoever has it. */
  void begin() {
    turn.lock();
  }

  /**
   * Takes the turn for one write that was not added, if no other is open: so it overtakes none. A thread that
   * has the turn already, because it is told of a write, does not get it again.
   *
   * @return whether this thread has the turn now, and the write counts as open
   */
  boolean beginAlone() {
    if (turn.isHeldByCurrentThread() || !open.compareAndSet(0, 1)) {
      return false;
    }
    if (turn.tryLock()) {
      return true;
    }
    answering(1);
    return false;
  }

  /** Gives the turn back. */
  void end() {
    turn.unlock();
  }

  /** Whether the turn is this thread's. */
  boolean isHere() {
    return turn.isHeldByCurrentThread();
  }

  /** Waits until nobody has the turn. */
  void awaitNobody(Duration wait) throws InterruptedException {
    if (turn.tryLock(wait.toMillis(), TimeUnit.MILLISECONDS)) {
      turn.unlock();
    }
  }
}
