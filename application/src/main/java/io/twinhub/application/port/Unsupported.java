package io.twinhub.application.port;

import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.HubException;

/** The refusal for a feature that an adapter does not support. */
final class Unsupported {
  private Unsupported() {}

  static HubException feature(String what) {
    return new HubException(
        HubError.of(ErrorCode.NOT_IMPLEMENTED, what + " not available over this connection."));
  }
}
