package io.twinhub.local.engine.messages;

import io.twinhub.application.port.MessageFlow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** One receiver, and how many messages it has requested. */
final class Flow<T> implements MessageFlow {
  /** More than any client requests; bounds the sum that a hostile one may request. */
  private static final int REQUESTED_MAX = 1_000_000;

  private final long id;
  private final Consumer<T> taker;
  private final Owner<T> owner;
  private final AtomicInteger requested = new AtomicInteger();
  private final AtomicBoolean woken = new AtomicBoolean();
  private volatile boolean closed;

  /** The queue that the flow receives from. */
  interface Owner<T> {

    /**
     * Hands out what was requested, some time later, on the writer's thread; calls {@link #awake} first.
     */
    void wake(Flow<T> flow);

    /** Runs {@code work} some time later, when everything that was handed out before has been delivered. */
    void afterwards(Runnable work);

    /** Gives back what the flow holds, some time later, on the writer's thread. */
    void closed(Flow<T> flow);
  }

  Flow(long id, Consumer<T> taker, Owner<T> owner) {
    this.id = id;
    this.taker = taker;
    this.owner = owner;
  }

  long id() {
    return id;
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public void request(int more) {
    requested.updateAndGet(now -> (int) Math.min(REQUESTED_MAX, (long) now + Math.max(0, more)));
    if (woken.compareAndSet(false, true)) {
      owner.wake(this);
    }
  }

  void awake() {
    woken.set(false);
  }

  @Override
  public void pause() {
    requested.set(0);
  }

  @Override
  public void afterwards(Runnable work) {
    owner.afterwards(work);
  }

  /** Uses up one request, and returns whether there was one. */
  boolean takeOne() {
    return !closed && requested.getAndUpdate(now -> Math.max(0, now - 1)) > 0;
  }

  /** Restores a request for which no message comes. */
  void giveOneBack() {
    requested.incrementAndGet();
  }

  /** Delivers a message, unless the receiver is gone, in which case the message's lock has ended. */
  void tell(T message) {
    if (!closed) {
      taker.accept(message);
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      owner.closed(this);
    }
  }
}
