package io.twinhub.application.port.out;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.Twin;
import io.twinhub.domain.twin.TwinPatch;
import io.twinhub.domain.twin.TwinReplacement;
import java.util.Optional;

/**
 * The twins of a hub. The hub checks the etag and merges in one step, so a patch is never lost to a
 * concurrent one. A write that was answered is visible to every later read and query.
 */
public interface TwinRegistry {

  /** The twin, if the device or module is registered. */
  Optional<Twin> find(TwinAddress address);

  /**
   * Merges a patch.
   *
   * @return the twin after the patch
   * @throws HubException if there is no such twin, the condition fails, or the patch may not be stored
   */
  Twin patch(TwinAddress address, TwinPatch patch, IfMatch ifMatch);

  /**
   * Replaces sections.
   *
   * @return the twin after the replacement
   * @throws HubException for the same reasons as {@link #patch}
   */
  Twin replace(TwinAddress address, TwinReplacement replacement, IfMatch ifMatch);
}
