package io.twinhub.application.port.out;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.query.ContinuationToken;
import io.twinhub.domain.query.PageSize;
import io.twinhub.domain.query.QueryPage;
import io.twinhub.domain.query.QueryText;
import java.util.Optional;

/** Answers queries in the query language of a hub: the local evaluator, or Azure. */
public interface QueryEngine {

  /**
   * Answers one page. Every write that was answered before the call is in it.
   *
   * @param from where to go on: the token of the page before, made for the same text
   * @throws HubException if the text is not understood or the token is not this engine's
   */
  QueryPage run(QueryText text, PageSize size, Optional<ContinuationToken> from);
}
