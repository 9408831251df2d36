package io.twinhub.local.engine.measure;

import static java.util.Objects.requireNonNull;

import io.twinhub.domain.access.Transport;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.operation.Operation;
import io.twinhub.domain.operation.OperationKind;
import io.twinhub.domain.operation.Outcome;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/** Counts operations as they end. */
public final class OperationMeters {
  /** How an operation ended, without the reason. */
  public enum Ending {
    /** Done. */
    DONE,
    /** Refused. */
    REFUSED,
    /** Not known to the client. */
    MISSED;

    private static Ending of(Outcome outcome) {
      if (outcome instanceof Outcome.Done) {
        return DONE;
      }
      return outcome instanceof Outcome.Refused ? REFUSED : MISSED;
    }
  }

  /** All combinations have a counter from the start, so that counting only reads these maps. */
  private final Map<OperationKind, Map<Transport, Map<Ending, LongAdder>>> counts =
      all(OperationKind.class, () -> all(Transport.class, () -> all(Ending.class, LongAdder::new)));

  private final Map<ErrorCode, LongAdder> refusals = all(ErrorCode.class, LongAdder::new);
  private final Map<OperationKind, Durations> durations = all(OperationKind.class, Durations::new);
  private final LongAdder disturbed = new LongAdder();

  private static <K extends Enum<K>, V> Map<K, V> all(Class<K> keys, Supplier<V> value) {
    Map<K, V> map = new EnumMap<>(keys);
    for (K key : keys.getEnumConstants()) {
      map.put(key, value.get());
    }
    return map;
  }

  private static <K, V> V at(Map<K, V> map, K key) {
    return requireNonNull(map.get(key));
  }

  /** Counts the end of an operation. */
  public void ended(Operation operation, Outcome outcome) {
    at(at(at(counts, operation.kind()), operation.caller().transport()), Ending.of(outcome))
        .increment();
    if (outcome instanceof Outcome.Refused refused) {
      at(refusals, refused.code()).increment();
    }
  }

  /** Counts that a fault or a throttle took part in an operation. */
  public void disturbed() {
    disturbed.increment();
  }

  /** Counts how long an operation took, in nanoseconds. */
  public void took(Operation operation, long nanos) {
    at(durations, operation.kind()).add(nanos);
  }

  /** A counter with what it counts. */
  public record Count(OperationKind kind, Transport transport, Ending ending, long value) {}

  /** The counters that are not 0. */
  public List<Count> counts() {
    List<Count> found = new ArrayList<>();
    counts.forEach((kind, byTransport) ->
        byTransport.forEach((transport, byEnding) -> byEnding.forEach((ending, count) -> {
          if (count.sum() > 0) {
            found.add(new Count(kind, transport, ending, count.sum()));
          }
        })));
    return found;
  }

  /** How many operations were refused with this error. */
  public long refusals(ErrorCode code) {
    return at(refusals, code).sum();
  }

  /** How many operations a fault or a throttle took part in. */
  public long allDisturbed() {
    return disturbed.sum();
  }

  /** How long operations of this kind took. */
  public Durations.Histogram durations(OperationKind kind) {
    return at(durations, kind).histogram();
  }
}
