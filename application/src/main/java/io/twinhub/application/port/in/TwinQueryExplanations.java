package io.twinhub.application.port.in;

import io.twinhub.domain.access.Permission;
import io.twinhub.domain.access.Principal;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonPath;
import io.twinhub.domain.query.QueryExplanation;
import io.twinhub.domain.query.QueryText;
import io.twinhub.domain.query.QueryVerdict;
import io.twinhub.domain.query.UsedPath;
import java.util.List;

/** How queries are answered, and why a twin is or is not in an answer. */
public interface TwinQueryExplanations {

  /**
   * Answers a query and tells how.
   *
   * @throws HubException if the principal lacks {@link Permission#SERVICE_CONNECT}, or the hub does not
   *     understand the text
   */
  QueryExplanation explain(Principal principal, QueryText text);

  /**
   * Evaluates a query's condition for one twin, clause by clause.
   *
   * @throws HubException if the principal lacks {@link Permission#SERVICE_CONNECT}, the hub does not
   *     understand the text, the query does not range over such twins, or there is no such twin
   */
  QueryVerdict why(Principal principal, QueryText text, TwinAddress address);

  /**
   * Paths that twins have, for completion.
   *
   * @param max how many at most
   * @throws HubException if the principal lacks {@link Permission#SERVICE_CONNECT}
   */
  List<JsonPath> paths(Principal principal, int max);

  /**
   * Paths that contain {@code part}, in any case, with what they hold.
   *
   * @throws HubException if the principal lacks {@link Permission#SERVICE_CONNECT}
   */
  List<UsedPath> usedPaths(Principal principal, String part);
}
