package io.twinhub.local.frontend.access;

import io.twinhub.domain.access.Principal;
import java.time.Instant;
import java.util.List;

/**
 * A back end, or any other holder of a policy's key or a bearer token.
 *
 * @param principal who it is
 * @param until when its token ends, with the leeway for clocks
 * @param scope the part of the hub that its token covers
 */
public record AuthenticatedService(Principal principal, Instant until, SasResource scope) {

  /** A back end whose token is for the whole hub. */
  public AuthenticatedService(Principal principal, Instant until) {
    this(principal, until, SasResource.WHOLE_HUB);
  }

  /** Equal for two tokens of one principal for the same part of the hub: the newer takes the older's place. */
  public Object place() {
    return List.of(principal.name(), scope);
  }

  /** Whether its token covers {@code path}, given as one element per segment. */
  public boolean covers(List<String> path) {
    return scope.covers(path);
  }
}
