package io.twinhub.local.engine.messages;

import io.twinhub.application.port.MessageFlow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** One receiver, and how many messages may come to it. */
final class Flow<T> implements MessageFlow {
  /** More than any client asks for; so that the sum of what hostile ones ask for has a place. */
  private static final int REQUESTED_MAX = 1_000_000;

  private final long id;
  private final Consumer<T> taker;
  private final Owner<T> owner;
  private final AtomicInteger requested = new AtomicInteger();
  private final AtomicBoolean woken = new AtomicBoolean();
  private volatile boolean closed;

  /** The queue that it is a receiver of. */
  interface Owner<T> {

    /** Hands out what may come, some time later, on the writer's thread; first of all ends the waking. */
    void wake(Flow<T> flow);

    /** Has {@code work} done, some time later, when all that was handed out before is told. */
    void afterwards(Runnable work);

    /** Gives back what it holds, some time later, on the writer's thread. */
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

  /** Whether a message may come; it counts as come then. */
  boolean takeOne() {
    return !closed && requested.getAndUpdate(now -> Math.max(0, now - 1)) > 0;
  }

  /** One that was to come does not. */
  void giveOneBack() {
    requested.incrementAndGet();
  }

  /** Nothing more is told to who has gone; its lock ends with it. */
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
