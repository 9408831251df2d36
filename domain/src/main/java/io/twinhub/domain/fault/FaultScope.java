package io.twinhub.domain.fault;

import io.twinhub.domain.access.Transport;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.operation.Operation;
import io.twinhub.domain.operation.OperationKind;
import java.util.Optional;
import java.util.Set;

/**
 * Which operations a fault disturbs.
 *
 * @param target only those that concern this device or module; a device does not include its modules
 * @param kinds only those of these kinds; empty for all kinds
 * @param transport only those over this transport
 */
public record FaultScope(
    Optional<TwinAddress> target, Set<OperationKind> kinds, Optional<Transport> transport) {
  /** All operations. */
  public static final FaultScope ALL = new FaultScope(Optional.empty(), Set.of(), Optional.empty());

  /** Copies {@code kinds}. */
  public FaultScope {
    kinds = Set.copyOf(kinds);
  }

  /** Whether {@code operation} is one of them. */
  public boolean covers(Operation operation) {
    return covers(operation.caller().transport())
        && (kinds.isEmpty() || kinds.contains(operation.kind()))
        && (target.isEmpty() || target.equals(operation.target()));
  }

  /** Whether operations over {@code other} may be among them. */
  public boolean covers(Transport other) {
    return transport.isEmpty() || transport.get() == other;
  }
}
