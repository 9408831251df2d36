package io.twinhub.local.frontend.net;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/**
 * The memory that all clients together may occupy with large requests and packets that have not been answered
 * yet. Small ones, up to {@value #SMALL_BYTES_MAX} bytes, need no claim, because the number of connections
 * bounds them. Safe to use from any thread.
 */
public final class ByteBudget {
  /** The largest request or packet that needs no claim, in bytes; a hub setting. */
  public static final int SMALL_BYTES_MAX = 16 * 1024;

  /** The fraction of the heap that claims may take: one byte in this many. */
  private static final int HEAP_PARTS = 8;

  /** The smallest budget, in bytes: room for a few of the largest requests. */
  private static final long BYTES_MIN = 8L * 1024 * 1024;

  private final long max;
  private final Queue<Waiting> waiting = new ArrayDeque<>();
  private long held;

  private record Waiting(Claim claim, long bytes, Runnable granted) {}

  /** Creates a budget of {@code max} bytes. */
  public ByteBudget(long max) {
    this.max = max;
  }

  /** The budget that suits the heap of this process. */
  public static ByteBudget ofHeap() {
    return new ByteBudget(Math.max(BYTES_MIN, Runtime.getRuntime().maxMemory() / HEAP_PARTS));
  }

  /** A new claim, which holds nothing yet. */
  public Claim newClaim() {
    return new Claim();
  }

  /** How many bytes are claimed. */
  public synchronized long held() {
    return held;
  }

  /** One connection's share of the budget. */
  public final class Claim implements AutoCloseable {
    private long bytes;
    private boolean closed;

    private Claim() {}

    /**
     * Resizes the claim if that is possible at once. Shrinking always is.
     *
     * @return whether the claim now has that size; if not, it is unchanged
     */
    public boolean resize(long wanted) {
      synchronized (ByteBudget.this) {
        if (closed || (wanted > bytes && (!waiting.isEmpty() || !fits(this, wanted)))) {
          return false;
        }
        set(this, wanted);
      }
      serve();
      return true;
    }

    /**
     * Resizes the claim as soon as the budget allows it, in the order of the calls. A claim that is closed
     * before that leaves the queue.
     *
     * @param granted run once when the claim has that size, either now on this thread or later on another
     */
    public void whenFree(long wanted, Runnable granted) {
      synchronized (ByteBudget.this) {
        if (closed) {
          return;
        }
        waiting.add(new Waiting(this, wanted, granted));
      }
      serve();
    }

    /** Returns everything to the budget. Closing twice does nothing. */
    @Override
    public void close() {
      synchronized (ByteBudget.this) {
        closed = true;
        waiting.removeIf(one -> one.claim().equals(this));
        set(this, 0);
      }
      serve();
    }
  }

  /** A claim larger than the whole budget is granted when nothing else is held. */
  private boolean fits(Claim claim, long wanted) {
    long others = held - claim.bytes;
    return others == 0 || others + wanted <= max;
  }

  private void set(Claim claim, long bytes) {
    held += bytes - claim.bytes;
    claim.bytes = bytes;
  }

  private void serve() {
    for (Optional<Waiting> next = next(); next.isPresent(); next = next()) {
      next.get().granted().run();
    }
  }

  private synchronized Optional<Waiting> next() {
    Waiting first = waiting.peek();
    if (first == null || !fits(first.claim(), first.bytes())) {
      return Optional.empty();
    }
    waiting.remove();
    set(first.claim(), first.bytes());
    return Optional.of(first);
  }
}
