package io.twinhub.application.port.in;

import io.twinhub.domain.error.HubError;
import io.twinhub.domain.identity.Authentication;
import io.twinhub.domain.identity.TwinAddress;

/** The result of replacing the keys of one identity. */
public sealed interface KeyRotation {

  /** Which device or module. */
  TwinAddress address();

  /** It has new keys. */
  record Rotated(TwinAddress address, Authentication.Sas keys) implements KeyRotation {}

  /** It still has its old keys. */
  record Failed(TwinAddress address, HubError error) implements KeyRotation {}
}
