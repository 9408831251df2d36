package io.twinhub.local.engine.writer;

import io.twinhub.domain.error.HubException;

/**
 * A change that somebody wants. It reads and writes through the transaction only and refuses before it
 * writes, so that a refused proposal leaves nothing behind.
 */
@FunctionalInterface
public interface Proposal<R> {

  /**
   * Applies the change.
   *
   * @return the answer for whoever proposed it
   * @throws HubException to refuse
   */
  R apply(Transaction transaction);
}
