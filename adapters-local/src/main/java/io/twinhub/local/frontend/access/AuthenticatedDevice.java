package io.twinhub.local.frontend.access;

import io.twinhub.domain.access.Principal;
import java.time.Instant;
import java.util.Optional;

/**
 * A device or module that has proven who it is.
 *
 * @param principal who it is
 * @param until when its token ends, with the leeway for clocks; a connection must be dropped then. Empty
 *     for a certificate
 */
public record AuthenticatedDevice(Principal.Device principal, Optional<Instant> until) {}
