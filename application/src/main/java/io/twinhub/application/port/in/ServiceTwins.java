package io.twinhub.application.port.in;

import io.twinhub.domain.access.Permission;
import io.twinhub.domain.access.Principal;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.Twin;
import io.twinhub.domain.twin.TwinPatch;
import io.twinhub.domain.twin.TwinReplacement;

/**
 * Twins, as a back end uses them. Each method needs {@link Permission#SERVICE_CONNECT} and throws a
 * {@link HubException} if the principal lacks it, or if there is no such twin.
 */
public interface ServiceTwins {

  /** Reads a twin. */
  Twin get(Principal principal, TwinAddress address);

  /**
   * Merges a patch into a twin.
   *
   * @return the twin after the patch
   */
  Twin patch(Principal principal, TwinAddress address, TwinPatch patch, IfMatch ifMatch);

  /**
   * Replaces sections of a twin.
   *
   * @return the twin after the replacement
   */
  Twin replace(
      Principal principal, TwinAddress address, TwinReplacement replacement, IfMatch ifMatch);
}
