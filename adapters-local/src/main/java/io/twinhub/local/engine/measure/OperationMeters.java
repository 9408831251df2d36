package io.twinhub.local.engine.measure;

import io.twinhub.domain.access.Transport;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.operation.Operation;
import io.twinhub.domain.operation.OperationKind;
import io.twinhub.domain.operation.Outcome;
import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

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

  private static final OperationKind[] KINDS = OperationKind.values();
  private static final Transport[] TRANSPORTS = Transport.values();
  private static final Ending[] ENDINGS = Ending.values();
  private static final ErrorCode[] CODES = ErrorCode.values();

  private final LongAdder[] counts = Counters.of(KINDS.length * TRANSPORTS.length * ENDINGS.length);
  private final LongAdder[] refusals = Counters.of(CODES.length);
  private final LongAdder disturbed = new LongAdder();
  private final Durations[] durations = new Durations[KINDS.length];

  /** None yet. */
  public OperationMeters() {
    Arrays.setAll(durations, i -> new Durations());
  }

  /** Counts the end of an operation. */
  public void ended(Operation operation, Outcome outcome) {
    counts[place(operation.kind(), operation.caller().transport(), Ending.of(outcome))].increment();
    if (outcome instanceof Outcome.Refused refused) {
      refusals[refused.code().ordinal()].increment();
    }
  }

  /** Counts that a fault or a throttle took part in an operation. */
  public void disturbed() {
    disturbed.increment();
  }

  /** Counts how long an operation took, in nanoseconds. */
  public void took(Operation operation, long nanos) {
    durations[operation.kind().ordinal()].add(nanos);
  }

  private static int place(OperationKind kind, Transport transport, Ending ending) {
    return (kind.ordinal() * TRANSPORTS.length + transport.ordinal()) * ENDINGS.length
        + ending.ordinal();
  }

  /** A counter with what it counts. */
  public record Count(OperationKind kind, Transport transport, Ending ending, long value) {}

  /** The counters that are not 0. */
  public Stream<Count> counts() {
    return Arrays.stream(KINDS)
        .flatMap(kind -> Arrays.stream(TRANSPORTS)
            .flatMap(transport -> Arrays.stream(ENDINGS)
                .map(ending -> new Count(
                    kind, transport, ending, counts[place(kind, transport, ending)].sum()))))
        .filter(count -> count.value() > 0);
  }

  /** How many operations were refused with this error. */
  public long refusals(ErrorCode code) {
    return refusals[code.ordinal()].sum();
  }

  /** How many operations a fault or a throttle took part in. */
  public long allDisturbed() {
    return disturbed.sum();
  }

  /** How long operations of this kind took. */
  public Durations.Histogram durations(OperationKind kind) {
    return durations[kind.ordinal()].histogram();
  }
}
