package io.twinhub.local.frontend.mqtt.session;

import io.twinhub.domain.access.Principal;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Turns what a CONNECT brought into a principal. */
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
  Admission admit(TwinAddress claimed, Optional<String> sasToken, List<X509Certificate> chain);

  /**
   * A client that may come in.
   *
   * @param device who it is
   * @param until when the connection must end, any grace included; absent for certificates
   */
  record Admission(Principal.Device device, Optional<Instant> until) {}
}
