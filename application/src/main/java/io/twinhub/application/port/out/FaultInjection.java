package io.twinhub.application.port.out;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.fault.Fault;
import io.twinhub.domain.fault.FaultError;
import io.twinhub.domain.fault.FaultInForce;
import java.util.List;

/** Faults that disturb a hub on purpose, so that clients can be tested against them. */
public interface FaultInjection {
  /** How many faults a hub may have at a time; a hub setting. Each is asked about every operation. */
  int FAULTS_MAX = 100;

  /**
   * Adds a fault, which takes effect at once.
   *
   * @return the fault with its id, by which the journal of operations names it
   * @throws HubException if its device or module is not registered, or with {@link FaultError#tooMany}
   */
  FaultInForce add(Fault fault);

  /** The faults that are not over, in the order in which they were added. */
  List<FaultInForce> list();

  /**
   * Removes a fault.
   *
   * @throws HubException with {@link FaultError#notFound}
   */
  void remove(String id);

  /** Removes all faults. */
  void clear();
}
