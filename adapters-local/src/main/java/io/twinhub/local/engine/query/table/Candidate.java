package io.twinhub.local.engine.query.table;

import io.twinhub.local.engine.query.plan.Row;

/** One consistent version of a twin, or of a job on a device, which a query tests. Immutable. */
public interface Candidate extends Row {

  /**
   * Its place in the order of results: unique in its collection, and the same as long as it exists. For a
   * device the device id, else {@code device/rest}. Never empty.
   */
  String key();

  /** Compares its key with another: below 0 if its own comes first. See {@link KeyOrder}. */
  default int compareKey(String other) {
    return KeyOrder.compare(key(), other);
  }
}
