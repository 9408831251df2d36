package io.twinhub.local.engine.alarm;

import io.twinhub.application.port.Subscription;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;

/**
 * The clock of a hub, which a test can advance. It runs, or it stands still between two advances.
 *
 * <p>Everything that a hub does at some time follows this clock: the times in twins, identities and events,
 * tokens, time-outs of methods, locks and expiry of messages, retention, the lag of queries, throttles.
 * What protects the hub from slow clients follows the time of the machine: keep-alive and time limits of
 * connections.
 */
public final class HubClock extends Clock {
  /** The longest step of a clock. This hub's own limit. */
  public static final Duration ADVANCE_MAX = Duration.ofDays(3650);

  private final InstantSource source;
  private final LongSupplier nanos;
  private final boolean stands;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private volatile Duration advanced = Duration.ZERO;

  private HubClock(InstantSource source, LongSupplier nanos, boolean stands) {
    this.source = source;
    this.nanos = nanos;
    this.stands = stands;
  }

  /** The clock of this machine. */
  public static HubClock running() {
    return over(InstantSource.system());
  }

  /** A clock that shows what {@code source} shows, and whose alarms follow the time of this machine. */
  public static HubClock over(InstantSource source) {
    return new HubClock(source, System::nanoTime, false);
  }

  /** A clock that shows {@code time} until it is advanced. Nothing times out meanwhile. */
  public static HubClock standingAt(Instant time) {
    return new HubClock(() -> time, () -> 0, true);
  }

  /** Another clock that shows the same time, and is advanced by itself from now on. */
  public HubClock copy() {
    HubClock copy = new HubClock(source, nanos, stands);
    copy.advanced = advanced;
    return copy;
  }

  @Override
  public Instant instant() {
    return source.instant().plus(advanced);
  }

  /** Whether it stands still between two advances. */
  public boolean stands() {
    return stands;
  }

  /** How far it was advanced so far. */
  public Duration advanced() {
    return advanced;
  }

  /** Nanoseconds since some moment; unlike {@link #instant}, they do not jump with the machine's clock. */
  long nanos() {
    return nanos.getAsLong() + advanced.toNanos();
  }

  /**
   * Advances the clock. When this returns, the hub has done what was due meanwhile: calls have timed out,
   * messages have expired. Connections notice within a second that their token has expired, and the event
   * log that events are too old.
   *
   * @throws HubException if the step is not positive, since a clock cannot be set back, or is too long
   */
  public void advance(Duration step) {
    if (step.isNegative() || step.isZero()) {
      throw new HubException(RequestError.invalid(
          "the clock cannot be advanced by %s: the step must be positive, since a hub's clock never goes back"
              .formatted(step)));
    }
    synchronized (this) {
      if (advanced.plus(step).compareTo(ADVANCE_MAX) > 0) {
        throw new HubException(RequestError.invalid(
            "the clock cannot be advanced by %s: all steps together may be at most %d days"
                .formatted(step, ADVANCE_MAX.toDays())));
      }
      advanced = advanced.plus(step);
    }
    listeners.forEach(Runnable::run);
  }

  /** Runs {@code listener} after each advance, on the thread that advances the clock. */
  Subscription onAdvance(Runnable listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
