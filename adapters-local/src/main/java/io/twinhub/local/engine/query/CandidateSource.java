package io.twinhub.local.engine.query;

import io.twinhub.domain.json.JsonPath;
import io.twinhub.domain.query.UsedPath;
import io.twinhub.local.engine.query.table.Candidate;
import io.twinhub.local.engine.query.table.Table;
import java.util.List;
import java.util.Set;

/**
 * The rows that queries range over; implemented by the hub. What a call returns includes every write that
 * was answered before.
 */
public interface CandidateSource {

  /** The collections. */
  enum Collection {
    /** Device twins. */
    DEVICES,
    /** Module twins. */
    MODULES,
    /** Jobs, one row for each device. */
    JOBS
  }

  /** The rows of a collection, a live table. */
  Table<? extends Candidate> table(Collection collection);

  /**
   * Some of the paths that candidates have, for hints about mistyped paths: those of the first {@value
   * PathSample#CANDIDATES_MAX} documents. The sample is bounded, so it is never a reason to refuse a query.
   */
  default Set<JsonPath> sampledPaths(Collection collection) {
    return PathSample.of(table(collection).after("")).paths();
  }

  /** The same paths with the types of their values, and how many of those documents have them. */
  default List<UsedPath> sampledUses(Collection collection) {
    return PathSample.of(table(collection).after("")).used();
  }
}
