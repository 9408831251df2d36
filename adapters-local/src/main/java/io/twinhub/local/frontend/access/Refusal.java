package io.twinhub.local.frontend.access;

import io.twinhub.domain.access.AccessError;
import io.twinhub.domain.error.HubException;

/** Makes the exceptions of this package. */
final class Refusal {
  private Refusal() {}

  /** The formats are constants of this package, so nothing need be checked for callers elsewhere. */
  @SuppressWarnings("AnnotateFormatMethod")
  static HubException of(String message, Object... values) {
    return new HubException(new AccessError.NotAuthenticated(message.formatted(values)));
  }
}
