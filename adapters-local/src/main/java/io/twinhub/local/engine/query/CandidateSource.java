package io.twinhub.local.engine.query;

import io.twinhub.domain.json.JsonPath;
import io.twinhub.local.engine.query.table.Candidate;
import io.twinhub.local.engine.query.table.Table;
import java.util.Set;

/**
 * The rows that queries range over. The hub implements it. Every write that was answered before a call is
 * in what the call returns.
 */
public interface CandidateSource {

  /** What there is to ask. */
  enum Collection {
    /** Device twins. */
    DEVICES,
    /** Module twins. */
    MODULES,
    /** Jobs, one row for each device. */
    JOBS
  }

  /** The rows of a collection, as they stand now and change later. */
  Table<? extends Candidate> table(Collection collection);

  /**
   * Some paths that candidates have, for hints about mistyped ones; bounded, and never a reason to refuse
   * a query. Those of the first {@value PathSample#CANDIDATES_MAX} documents.
   */
  default Set<JsonPath> sampledPaths(Collection collection) {
    return PathSample.of(table(collection).after(""));
  }
}
