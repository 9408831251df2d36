package io.twinhub.application.fleet;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.identity.DeviceId;
import io.twinhub.domain.identity.EdgeScope;
import io.twinhub.domain.identity.Identity;
import java.util.List;

/** The parents of devices, which are edge devices, named by id because scopes differ from hub to hub. */
final class EdgeParents {
  private EdgeParents() {}

  /**
   * The edge devices that {@code identity} belongs to. A leaf device names its parent in its scope. An edge
   * device has a scope of its own, so it names its parents only in the list of parent scopes.
   */
  static List<DeviceId> of(Identity identity) {
    List<String> scopes = identity.edge() || !identity.parentScopes().isEmpty()
        ? identity.parentScopes()
        : identity.deviceScope().stream().toList();
    return scopes.stream().map(scope -> device(identity, scope)).toList();
  }

  private static DeviceId device(Identity identity, String scope) {
    return EdgeScope.parse(scope)
        .map(EdgeScope::device)
        .orElseThrow(() -> new HubException(
            RequestError.invalid("the scope '%s' of %s is not the scope of an edge device"
                .formatted(scope, identity.address()))));
  }
}
