package io.twinhub.local.engine.query.table;

import io.twinhub.local.engine.query.plan.Row;

/** One consistent version of a twin, or of a job on a device, that a query may pass or drop. Immutable. */
public interface Candidate extends Row {

  /**
   * Its place in the order of results: unique in its collection, and the same as long as it exists. For a
   * device the device id, else {@code device/rest}. Never empty.
   */
  String key();

  /** How its key stands to another: below 0 if it comes before it. See {@link KeyOrder}. */
  default int compareKey(String other) {
    return KeyOrder.compare(key(), other);
  }
}
