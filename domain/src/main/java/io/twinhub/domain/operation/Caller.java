package io.twinhub.domain.operation;

import io.twinhub.domain.access.Principal;
import io.twinhub.domain.access.Transport;

/**
 * Who does something, and how the request reached the hub.
 *
 * @param name the name of a policy, an application, a device or a module
 * @param transport how the request reached the hub
 */
public record Caller(String name, Transport transport) {

  /** The hub itself, which delivers something over {@code transport}. */
  public static Caller hub(Transport transport) {
    return new Caller("the hub", transport);
  }

  /** The caller that {@code principal} is. */
  public static Caller of(Principal principal) {
    return new Caller(principal.name(), principal.transport());
  }
}
