package io.twinhub.local.engine.operation;

import io.twinhub.domain.operation.Operation;
import java.util.List;

/** Something that may disturb operations: a fault or a throttle. Safe to call from any thread. */
@FunctionalInterface
public interface OperationRule {

  /** What it does to {@code operation}, in order; empty if it leaves the operation alone. */
  List<Effect> judge(Operation operation);

  /** Whether it may do anything now. */
  default boolean isInForce() {
    return true;
  }
}
