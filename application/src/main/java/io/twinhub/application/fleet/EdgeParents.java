package io.twinhub.application.fleet;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.identity.DeviceId;
import io.twinhub.domain.identity.EdgeScope;
import io.twinhub.domain.identity.Identity;
import java.util.List;

/** The edge devices that others belong to, by their ids: scopes differ from hub to hub. */
final class EdgeParents {
  private EdgeParents() {}

  /**
   * The edge devices that {@code identity} belongs to. A leaf device names its parent in its scope, an
   * edge device, whose scope is its own, in its parents' scopes only.
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
