package io.twinhub.application.port.out;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonPath;
import io.twinhub.domain.query.QueryExplanation;
import io.twinhub.domain.query.QueryText;
import io.twinhub.domain.query.QueryVerdict;
import java.util.List;

/** Explains a hub's queries. Azure has no such feature; the local hub has. */
public interface QueryExplanations {

  /** How many paths are returned at most. */
  int PATHS_MAX = 1000;

  /**
   * Answers the query as {@link QueryEngine} would, all pages of it, and tells how instead of what.
   *
   * @throws HubException if the text is not understood
   */
  QueryExplanation explain(QueryText text);

  /**
   * Judges one twin by the query's condition.
   *
   * @throws HubException if the text is not understood, the query does not range over such twins, or
   *     there is no such twin
   */
  QueryVerdict why(QueryText text, TwinAddress address);

  /**
   * Paths that twins of devices and modules have, for completion; from a sample of the fleet, without
   * those of metadata.
   *
   * @param max how many at most; {@value #PATHS_MAX} even if it is more
   */
  List<JsonPath> paths(int max);
}
