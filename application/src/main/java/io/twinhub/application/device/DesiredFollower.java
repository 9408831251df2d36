package io.twinhub.application.device;

import io.twinhub.application.port.CloseReason;
import io.twinhub.application.port.DeviceConnection;
import io.twinhub.application.port.in.DesiredListeners;
import io.twinhub.application.port.in.FollowDesired;
import io.twinhub.application.port.out.DeviceConnections;
import io.twinhub.application.retry.Backoff;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.twin.DesiredChange;
import io.twinhub.domain.twin.ReportedPatch;
import io.twinhub.domain.twin.property.Version;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * A device that follows its desired properties over lost connections and missed notifications.
 *
 * <p>The flow: connect, subscribe, read the twin; ignore notifications that the read already includes; read
 * again when one was missed; after a lost connection start over, and tell the listeners only what differs
 * from what they know. Source: Azure's page on device twins, "Device reconnection flow".
 */
public final class DesiredFollower implements FollowDesired {
  /*
   * Threads.  Everything runs on the one executor: opening, reading, notifications, listeners. So the
   * copy needs no lock, and a notification that arrives while the twin is read waits its turn. Only
   * close() and report() come from elsewhere, and meet the executor at the state.
   *
   * Each connection has a number. What is heard of one that was given up does not count: the hub may
   * say of it that a newer one took over, and that newer one is ours.
   */

  /** How long to wait before connecting again; the number of attempts is not limited. */
  static final Backoff RECONNECT =
      new Backoff(Duration.ofMillis(200), Duration.ofSeconds(30), Integer.MAX_VALUE);

  /** The reasons after which connecting again may succeed. */
  private static final Set<CloseReason> AGAIN =
      EnumSet.of(CloseReason.LOST, CloseReason.HUB_REPLACED, CloseReason.HUB_STOPPING);

  private final DeviceConnections connections;
  private final TwinAddress address;
  private final ScheduledExecutorService executor;
  private final Consumer<CloseReason> onEnded;
  private final DesiredListeners listeners = new DesiredListeners();
  private final RandomGenerator chance = RandomGenerator.getDefault();

  private DesiredCopy copy = DesiredCopy.UNKNOWN;
  private int attempts;
  private int connectionNumber;
  private final AtomicReference<State> state = new AtomicReference<>(State.IDLE);

  /** The follower's state. */
  private sealed interface State {
    State IDLE = new Idle();
    State CLOSED = new Closed();

    record Idle() implements State {}

    record Open(DeviceConnection connection) implements State {}

    record Closed() implements State {}
  }

  /**
   * A follower that is not connected yet.
   *
   * @param executor has one thread, which also calls the listeners
   * @param onEnded called when the hub has ended the connection for good: taken over, disabled or deleted
   */
  public DesiredFollower(
      DeviceConnections connections,
      TwinAddress address,
      ScheduledExecutorService executor,
      Consumer<CloseReason> onEnded) {
    this.connections = connections;
    this.address = address;
    this.executor = executor;
    this.onEnded = onEnded;
  }

  @Override
  public DesiredListeners listeners() {
    return listeners;
  }

  @Override
  public void start() {
    executor.execute(this::connect);
  }

  @Override
  public Version report(ReportedPatch report) {
    if (state.get() instanceof State.Open open) {
      return open.connection().report(report);
    }
    throw new IllegalStateException("not connected");
  }

  private void connect() {
    if (state.get() != State.IDLE) {
      return;
    }
    int number = ++connectionNumber;
    try {
      DeviceConnection connection =
          connections.open(address, "", reason -> closedByHub(number, reason));
      if (!state.compareAndSet(State.IDLE, new State.Open(connection))) {
        connection.close();
        return;
      }
      connection.watchDesired(change -> later(() -> apply(number, change)));
      read();
      attempts = 0;
    } catch (HubException refusal) {
      giveUp();
    }
  }

  /** Ends the current connection, if there is one, and connects again later. */
  private void giveUp() {
    connectionNumber++;
    State last = state.get();
    if (last instanceof State.Open open && state.compareAndSet(last, State.IDLE)) {
      open.connection().close();
    }
    retry();
  }

  private void retry() {
    attempts++;
    Duration wait = RECONNECT.after(attempts, chance).orElseThrow();
    var unused = executor.schedule(this::connect, wait.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void read() {
    if (state.get() instanceof State.Open open) {
      DesiredCopy newer = DesiredCopy.of(open.connection().read());
      if (newer.version().isAfter(copy.version())) {
        JsonObject difference = copy.difference(newer);
        copy = newer;
        listeners.tell(difference);
      }
    }
  }

  private void apply(int number, DesiredChange change) {
    if (number != connectionNumber) {
      return;
    }
    switch (copy.verdict(change)) {
      case NEXT -> {
        copy = copy.after(change);
        listeners.tell(change.patch());
      }
      case GAP -> fillGap();
      case OLD -> {}
    }
  }

  private void fillGap() {
    try {
      read();
    } catch (HubException refusal) {
      giveUp();
    }
  }

  private void closedByHub(int number, CloseReason reason) {
    later(() -> {
      State last = state.get();
      if (number != connectionNumber || last == State.CLOSED) {
        return;
      }
      boolean again = AGAIN.contains(reason);
      if (!state.compareAndSet(last, again ? State.IDLE : State.CLOSED)) {
        return;
      }
      if (again) {
        connect();
      } else {
        onEnded.accept(reason);
      }
    });
  }

  /** Queues work; the work is dropped if the executor has been shut down. */
  private void later(Runnable work) {
    try {
      executor.execute(work);
    } catch (RejectedExecutionException stopped) {
      state.set(State.CLOSED);
    }
  }

  /** Ends the connection and the attempts to renew it. Shutting down the executor is left to the caller. */
  @Override
  public void close() {
    State last = state.getAndSet(State.CLOSED);
    if (last instanceof State.Open open) {
      open.connection().close();
    }
  }
}
