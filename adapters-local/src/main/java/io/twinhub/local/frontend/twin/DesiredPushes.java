package io.twinhub.local.frontend.twin;

import io.netty.channel.Channel;
import io.twinhub.application.port.DesiredDelivery;
import io.twinhub.domain.twin.DesiredChange;
import io.twinhub.domain.twin.property.Version;
import io.twinhub.local.frontend.net.OrderedWork;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Writes of the desired properties on their way to the client, in order and bounded.
 *
 * <p>A push must not overtake the answer to a read that does not include it yet: the client would see its
 * twin go back in time. So a reader of the twin {@linkplain #hold holds} the pushes first. When the answer is
 * ready, the pushes that it includes are written before it, the others after it.
 */
public final class DesiredPushes {
  /** How many pushes may wait for a client that does not take them; a hub setting. */
  public static final int WAITING_MAX = 256;

  private static final String TOO_SLOW =
      "the client takes desired properties too slowly: %d writes wait".formatted(WAITING_MAX);

  private final Channel channel;
  private final Outlet outlet;

  /** Guarded by this, as are the three fields below: changes come on a thread of the hub. */
  private final Deque<DesiredDelivery> waiting = new ArrayDeque<>();

  private boolean wanted;
  private boolean drainDue;
  private int holds;

  /** Creates the pushes of {@code channel}, which {@code outlet} sends. */
  public DesiredPushes(Channel channel, Outlet outlet) {
    this.channel = channel;
    this.outlet = outlet;
  }

  /** How a protocol sends pushes. */
  public interface Outlet {

    /** Whether a push may be sent now. Called on the event loop. */
    boolean isReady();

    /** Writes a push without flushing, and tells it what becomes of it. Called on the event loop. */
    void write(DesiredDelivery push);

    /** Sends what was written. Called on the event loop. */
    void flush();

    /** Gives up because {@value #WAITING_MAX} pushes wait. Called on any thread. */
    void overflow(String reason);
  }

  /** Begins to take writes. Safe to call from any thread. */
  public synchronized void start() {
    wanted = true;
  }

  /**
   * Stops, and drops what waits. Safe to call from any thread.
   *
   * @param reason why, for the journal of operations
   */
  public void stop(String reason) {
    List<DesiredDelivery> dropped;
    synchronized (this) {
      wanted = false;
      dropped = List.copyOf(waiting);
      waiting.clear();
    }
    dropped.forEach(push -> push.missed(reason));
  }

  /** Takes one write of the desired properties and returns at once. Safe to call from any thread. */
  public void offer(DesiredDelivery push) {
    boolean stopped;
    boolean full;
    boolean wakes;
    synchronized (this) {
      stopped = !wanted;
      full = waiting.size() == WAITING_MAX;
      wakes = !stopped && !full && enqueue(push);
    }
    if (stopped) {
      push.missed("the device no longer subscribes to its desired properties");
    } else if (full) {
      push.missed(TOO_SLOW);
      outlet.overflow(TOO_SLOW);
    } else if (wakes) {
      OrderedWork.onLoop(channel, this::drain);
    }
  }

  /** Queues {@code push}; tells whether the event loop must be woken. */
  private boolean enqueue(DesiredDelivery push) {
    waiting.add(push);
    boolean wake = !drainDue;
    drainDue = true;
    return wake;
  }

  /** Holds all pushes back until {@link #release}; holds nest. Safe to call from any thread. */
  public synchronized void hold() {
    holds++;
  }

  /** Writes, without flushing, the pushes up to {@code version}. Called on the event loop. */
  public void writeUpTo(Version version) {
    write(change -> !change.version().isAfter(version));
  }

  /** Ends one hold; writes, without flushing, what may be sent now. Called on the event loop. */
  public void release() {
    synchronized (this) {
      holds--;
    }
    write(change -> isFree());
  }

  /** Writes what may be sent now. Called on the event loop. */
  public void drain() {
    synchronized (this) {
      drainDue = false;
    }
    if (write(change -> isFree())) {
      outlet.flush();
    }
  }

  private synchronized boolean isFree() {
    return holds == 0;
  }

  private boolean write(Predicate<DesiredChange> may) {
    boolean wrote = false;
    for (Optional<DesiredDelivery> next = next(may); next.isPresent(); next = next(may)) {
      outlet.write(next.get());
      wrote = true;
    }
    return wrote;
  }

  private synchronized Optional<DesiredDelivery> next(Predicate<DesiredChange> may) {
    DesiredDelivery first = waiting.peek();
    if (first == null || !outlet.isReady() || !may.test(first.change())) {
      return Optional.empty();
    }
    return Optional.of(waiting.remove());
  }
}
