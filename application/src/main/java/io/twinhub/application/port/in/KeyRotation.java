package io.twinhub.application.port.in;

import io.twinhub.domain.error.HubError;
import io.twinhub.domain.identity.Authentication;
import io.twinhub.domain.identity.TwinAddress;

/** What became of one identity whose keys were to be made anew. */
public sealed interface KeyRotation {

  /** Which device or module. */
  TwinAddress address();

  /** It has new keys. */
  record Rotated(TwinAddress address, Authentication.Sas keys) implements KeyRotation {}

  /** It has the keys that it had. */
  record Failed(TwinAddress address, HubError error) implements KeyRotation {}
}
