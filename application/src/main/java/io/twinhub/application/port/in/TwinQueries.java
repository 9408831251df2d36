package io.twinhub.application.port.in;

import io.twinhub.domain.access.Permission;
import io.twinhub.domain.access.Principal;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.query.ContinuationToken;
import io.twinhub.domain.query.PageSize;
import io.twinhub.domain.query.QueryPage;
import io.twinhub.domain.query.QueryText;
import java.util.Optional;

/** Queries over all twins. */
public interface TwinQueries {

  /**
   * Answers one page.
   *
   * @param from where to continue: the token of the previous page, made for the same text
   * @throws HubException if the principal lacks {@link Permission#SERVICE_CONNECT}, the hub does not
   *     understand the text, or the token is not its own
   */
  QueryPage run(
      Principal principal, QueryText text, PageSize size, Optional<ContinuationToken> from);
}
