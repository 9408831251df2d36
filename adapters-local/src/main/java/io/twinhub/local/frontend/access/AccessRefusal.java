package io.twinhub.local.frontend.access;

import io.twinhub.domain.access.AccessError;
import io.twinhub.domain.error.HubException;

/** Makes the exceptions of this package. */
final class AccessRefusal {
  private AccessRefusal() {}

  /** A refusal whose message the client may read; it tells nothing of what the hub knows. */
  @SuppressWarnings("AnnotateFormatMethod")
  static HubException told(String message, Object... values) {
    return new HubException(AccessError.badToken(message.formatted(values)));
  }

  /** All formats are constants of this package, so callers elsewhere need no check of them. */
  @SuppressWarnings("AnnotateFormatMethod")
  static HubException of(String message, Object... values) {
    return new HubException(new AccessError.NotAuthenticated(message.formatted(values)));
  }
}
