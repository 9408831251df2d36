package io.twinhub.application.query;

import io.twinhub.application.port.in.TwinQueries;
import io.twinhub.application.port.out.QueryEngine;
import io.twinhub.domain.access.DataAction;
import io.twinhub.domain.access.Principal;
import io.twinhub.domain.query.ContinuationToken;
import io.twinhub.domain.query.PageSize;
import io.twinhub.domain.query.QueryPage;
import io.twinhub.domain.query.QueryText;
import java.util.Optional;

/** Queries for back ends: checks the permission, then asks the engine. */
public final class QueryService implements TwinQueries {
  private final QueryEngine engine;

  /** Asks {@code engine}. */
  public QueryService(QueryEngine engine) {
    this.engine = engine;
  }

  @Override
  public QueryPage run(
      Principal principal, QueryText text, PageSize size, Optional<ContinuationToken> from) {
    principal.require(DataAction.TWINS_READ);
    return engine.run(text, size, from);
  }
}
