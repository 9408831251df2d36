package io.twinhub.local.engine.writer;

import io.twinhub.domain.error.HubException;

/**
 * A proposed change. It reads and writes only through the transaction, and refuses before it writes, so
 * that a refused proposal leaves nothing behind.
 */
@FunctionalInterface
public interface Proposal<R> {

  /**
   * Applies the change.
   *
   * @return the answer for the proposer
   * @throws HubException to refuse
   */
  R apply(Transaction transaction);
}
