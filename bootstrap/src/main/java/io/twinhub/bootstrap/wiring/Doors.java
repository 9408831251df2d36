package io.twinhub.bootstrap.wiring;

import io.twinhub.application.port.out.OperationGate;
import io.twinhub.domain.access.Transport;
import io.twinhub.local.frontend.access.Authenticator;
import jakarta.inject.Inject;

/** The entrances of the front ends: each lets in whom the hub knows, and has its refusals noted. */
final class Doors {
  private final Authenticator authenticator;
  private final OperationGate gate;

  /**
   * The entrances of a hub.
   *
   * @param authenticator judges who is let in
   * @param gate notes who is not
   */
  @Inject
  Doors(Authenticator authenticator, OperationGate gate) {
    this.authenticator = authenticator;
    this.gate = gate;
  }

  /** The entrance for those who use {@code transport}. */
  Door of(Transport transport) {
    return new Door(gate, transport);
  }

  /** What everybody's operations pass. */
  OperationGate gate() {
    return gate;
  }

  /** Judges those who use {@code transport}. */
  Authenticator authenticator(Transport transport) {
    return authenticator.over(transport);
  }
}
