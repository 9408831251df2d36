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
   * Answers one page. It reflects every write that was answered before the call.
   *
   * @param from where to continue: the token of the previous page, made for the same text
   * @throws HubException if the text is not understood or the token is not this engine's
   */
  QueryPage run(QueryText text, PageSize size, Optional<ContinuationToken> from);
}
