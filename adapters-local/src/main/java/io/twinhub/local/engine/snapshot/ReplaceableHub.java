package io.twinhub.local.engine.snapshot;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.local.engine.rows.Rows;
import java.io.IOException;

/** Everything a hub holds, read and replaced in one step of its writer (ADR-0036). */
public interface ReplaceableHub {

  /** The contents of the hub between two writes. */
  HubContents contents();

  /**
   * Replaces what the hub holds.
   *
   * @param storing stores the new contents before anybody sees them
   * @throws HubException with {@link RequestError#unavailable} if they cannot be stored; nothing has
   *     changed then
   */
  void replace(HubContents contents, Storing storing);

  /** Stores new contents; fails as a commit does. */
  @FunctionalInterface
  interface Storing {

    /**
     * Stores the new contents.
     *
     * @param before the rows that are visible now
     */
    void store(Rows before) throws IOException;
  }
}
