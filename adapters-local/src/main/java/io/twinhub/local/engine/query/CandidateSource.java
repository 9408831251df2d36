package io.twinhub.local.engine.query;

import io.twinhub.domain.json.JsonPath;
import java.util.Iterator;
import java.util.Optional;
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

  /**
   * The candidates behind a key, in the order of their keys; lazy, so that the first page of a large fleet
   * costs one page.
   *
   * @param afterKey the key to go on behind, whether or not it still exists; empty: from the start
   */
  Iterator<Candidate> scan(Collection collection, String afterKey);

  /** The candidate with this key; text that is no key finds nothing. */
  Optional<Candidate> find(Collection collection, String key);

  /**
   * Some paths that candidates have, for hints about mistyped ones; bounded, and never a reason to refuse
   * a query. This one reads the first {@value PathSample#CANDIDATES_MAX} documents.
   */
  default Set<JsonPath> sampledPaths(Collection collection) {
    return PathSample.of(scan(collection, ""));
  }
}
