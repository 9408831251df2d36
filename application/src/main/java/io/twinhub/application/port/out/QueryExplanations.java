package io.twinhub.application.port.out;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonPath;
import io.twinhub.domain.query.QueryExplanation;
import io.twinhub.domain.query.QueryText;
import io.twinhub.domain.query.QueryVerdict;
import io.twinhub.domain.query.UsedPath;
import java.util.List;

/** Explains a hub's queries. Azure has no such feature; the local hub has. */
public interface QueryExplanations {

  /** How many paths are returned at most. */
  int PATHS_MAX = 1000;

  /**
   * Runs the query over all its pages as {@link QueryEngine} would, and returns how it was answered instead
   * of the rows.
   *
   * @throws HubException if the text is not understood
   */
  QueryExplanation explain(QueryText text);

  /**
   * Evaluates the query's condition for one twin.
   *
   * @throws HubException if the text is not understood, the query does not range over such twins, or there is
   *     no such twin
   */
  QueryVerdict why(QueryText text, TwinAddress address);

  /**
   * Paths that occur in twins of devices and modules, for completion; taken from a sample of the fleet,
   * without metadata.
   *
   * @param max how many at most; never more than {@value #PATHS_MAX}
   */
  List<JsonPath> paths(int max);

  /**
   * Paths that contain {@code part}, in any case, with what they hold; those that begin with it come first. They
   * are taken from the same sample, so the numbers count its twins only.
   *
   * @param part a text; empty for all paths
   * @return at most {@value #PATHS_MAX}
   */
  List<UsedPath> usedPaths(String part);
}
