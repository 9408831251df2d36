package io.twinhub.bootstrap.explorer;

import java.util.Optional;

/** A group of requests of the Explorer's API. */
public interface ExplorerGroup extends AutoCloseable {

  /**
   * Answers a request of this group; empty if the request is not of this group. The session, the Host header
   * and the origin have been checked.
   *
   * @throws io.twinhub.domain.error.HubException for a refusal, which the page shows in these words
   */
  Optional<ExplorerAnswer> answer(ExplorerRequest request);

  /** Ends what it has begun, when the server stops. */
  @Override
  default void close() {}
}
