package io.twinhub.local.frontend.access;

import io.twinhub.domain.error.HubError;

/** Is told of clients that are not let in, for the journal of operations. */
@FunctionalInterface
public interface RefusedEntries {

  /** Tells nobody. */
  RefusedEntries UNNOTED = (claimed, reason) -> {};

  /**
   * A client was not let in.
   *
   * @param claimed who it says it is; empty if it does not say
   */
  void refused(String claimed, HubError reason);
}
