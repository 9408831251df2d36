package io.twinhub.local.engine.query;

import io.twinhub.local.engine.query.plan.Row;

/** One consistent version of a twin, or of a job on a device, that a query may pass or drop. */
public interface Candidate extends Row {

  /**
   * Its place in the order of results: unique in its collection, and the same as long as it exists. For a
   * device the device id; else what the source chooses. Never empty.
   */
  String key();
}
