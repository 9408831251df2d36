package io.twinhub.local.engine.operation;

import io.twinhub.domain.operation.Operation;
import io.twinhub.domain.operation.OperationKind;
import io.twinhub.local.engine.alarm.Alarms;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Deliveries that wait until the next one of their kind to the same device has overtaken them. Safe to use
 * from any thread.
 */
final class Overtaken {
  /** How long a delivery waits for one that overtakes it; a hub setting. */
  static final Duration WAIT_MAX = Duration.ofSeconds(2);

  private final Alarms alarms;
  private final Map<Line, Held> waiting = new HashMap<>();

  Overtaken(Alarms alarms) {
    this.alarms = alarms;
  }

  /** What comes to a device in order. */
  private record Line(Optional<?> target, OperationKind kind) {
    static Line of(Operation delivery) {
      return new Line(delivery.target(), delivery.kind());
    }
  }

  private record Held(Runnable arrival) {}

  /** Holds {@code arrival} back; one that waits already arrives now. */
  void hold(Operation delivery, Runnable arrival) {
    Line line = Line.of(delivery);
    Held held = new Held(arrival);
    Optional<Held> earlier;
    synchronized (this) {
      earlier = Optional.ofNullable(waiting.remove(line));
      if (earlier.isEmpty()) {
        waiting.put(line, held);
      }
    }
    if (earlier.isPresent()) {
      arrival.run();
      earlier.get().arrival().run();
    } else {
      var unused = alarms.after(WAIT_MAX, () -> release(line, held));
    }
  }

  /** The delivery has arrived, and one that waited for it follows. */
  void release(Operation delivery) {
    Line line = Line.of(delivery);
    Optional<Held> held;
    synchronized (this) {
      held = Optional.ofNullable(waiting.remove(line));
    }
    held.ifPresent(waited -> waited.arrival().run());
  }

  private void release(Line line, Held held) {
    boolean due;
    synchronized (this) {
      due = waiting.remove(line, held);
    }
    if (due) {
      held.arrival().run();
    }
  }
}
