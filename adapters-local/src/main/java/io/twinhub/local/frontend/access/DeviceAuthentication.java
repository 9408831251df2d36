package io.twinhub.local.frontend.access;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** Turns the credentials of a CONNECT into a principal; in the hub {@code authenticator::device}. */
@FunctionalInterface
public interface DeviceAuthentication {

  /**
   * Authenticates a client that connects.
   *
   * @param claimed the identity that the client claims
   * @param sasToken the password, if there was one
   * @param chain the client's certificates, its own first; empty if it presented none
   * @throws HubException if the client is not the identity that it claims
   */
  AuthenticatedDevice device(
      TwinAddress claimed, Optional<String> sasToken, List<X509Certificate> chain);
}
