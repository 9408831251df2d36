package io.twinhub.local.frontend.net;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/**
 * The memory that all clients together may have the hub keep for large requests and packets that have not
 * been answered yet. Small ones, up to {@value #SMALL_BYTES_MAX} bytes, need no claim: the number of
 * connections bounds them. Safe to use from any thread.
 */
public final class ByteBudget {
  /** The largest request or packet that needs no claim, in bytes; a hub setting. */
  public static final int SMALL_BYTES_MAX = 16 * 1024;

  /** The part of the heap that claims may take: one in so many bytes. */
  private static final int HEAP_PARTS = 8;

  /** The least that a budget holds, in bytes: a few of the largest requests. */
  private static final long BYTES_MIN = 8L * 1024 * 1024;

  private final long max;
  private final Queue<Waiting> waiting = new ArrayDeque<>();
  private long held;

  private record Waiting(Claim claim, long bytes, Runnable granted) {}

  /** A budget of {@code max} bytes. */
  public ByteBudget(long max) {
    this.max = max;
  }

  /** The budget that suits the heap of this process. */
  public static ByteBudget ofHeap() {
    return new ByteBudget(Math.max(BYTES_MIN, Runtime.getRuntime().maxMemory() / HEAP_PARTS));
  }

  /** A claim to nothing yet. */
  public Claim newClaim() {
    return new Claim();
  }

  /** How many bytes are claimed. */
  public synchronized long held() {
    return held;
  }

  /** What one connection holds of the budget. */
  public final class Claim implements AutoCloseable {
    private long bytes;
    private boolean closed;

    private Claim() {}

    /**
     * Makes the claim this large, if that is possible at once. A smaller one always is.
     *
     * @return whether the claim has that size now; if not, it is as it was
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
     * Makes the claim this large as soon as the budget allows it, in the order of asking. A claim that is
     * closed before that leaves the queue.
     *
     * @param granted run once when the claim has that size: now, by this thread, or later, by another
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

    /** Gives everything back. Closing twice does nothing. */
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
