package io.twinhub.application.query;

import io.twinhub.application.port.in.TwinQueryExplanations;
import io.twinhub.application.port.out.QueryExplanations;
import io.twinhub.domain.access.DataAction;
import io.twinhub.domain.access.Principal;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonPath;
import io.twinhub.domain.query.QueryExplanation;
import io.twinhub.domain.query.QueryText;
import io.twinhub.domain.query.QueryVerdict;
import io.twinhub.domain.query.UsedPath;
import java.util.List;

/** Explanations for back ends: checks the permission that the query itself needs, then asks the engine. */
public final class QueryExplanationService implements TwinQueryExplanations {
  private final QueryExplanations engine;

  /** Asks {@code engine}. */
  public QueryExplanationService(QueryExplanations engine) {
    this.engine = engine;
  }

  @Override
  public QueryExplanation explain(Principal principal, QueryText text) {
    principal.require(DataAction.TWINS_READ);
    return engine.explain(text);
  }

  @Override
  public QueryVerdict why(Principal principal, QueryText text, TwinAddress address) {
    principal.require(DataAction.TWINS_READ);
    return engine.why(text, address);
  }

  @Override
  public List<JsonPath> paths(Principal principal, int max) {
    principal.require(DataAction.TWINS_READ);
    return engine.paths(max);
  }

  @Override
  public List<UsedPath> usedPaths(Principal principal, String part) {
    principal.require(DataAction.TWINS_READ);
    return engine.usedPaths(part);
  }
}
