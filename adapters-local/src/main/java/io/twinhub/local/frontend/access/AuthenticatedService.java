package io.twinhub.local.frontend.access;

import io.twinhub.domain.access.Principal;
import java.time.Instant;

/**
 * A back end, or whoever else holds a policy's key or a bearer token.
 *
 * @param principal who it is
 * @param until when its token ends, with the leeway for clocks
 */
public record AuthenticatedService(Principal principal, Instant until) {}
