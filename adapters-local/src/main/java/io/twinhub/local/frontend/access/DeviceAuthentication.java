package io.twinhub.local.frontend.access;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** Turns what a CONNECT brought into a principal; in the hub {@code authenticator::device}. */
@FunctionalInterface
public interface DeviceAuthentication {

  /**
   * Checks who connects.
   *
   * @param claimed who the client says that it is
   * @param sasToken the password, if there was one
   * @param chain the client's certificates, its own first; empty if it presented none
   * @throws HubException if it is not whom it claims to be
   */
  AuthenticatedDevice device(
      TwinAddress claimed, Optional<String> sasToken, List<X509Certificate> chain);
}
