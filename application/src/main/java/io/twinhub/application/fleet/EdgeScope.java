package io.twinhub.application.fleet;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.identity.DeviceId;
import io.twinhub.domain.identity.Identity;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The scopes that tie devices to edge devices. A scope is made of the edge device's id and a number of its
 * hub: {@code ms-azure-iot-edge://gateway-637534345627501371}. Only the id means the same in another hub.
 */
final class EdgeScope {
  private static final Pattern SHAPE = Pattern.compile("ms-azure-iot-edge://(.+)-\\d+");

  private EdgeScope() {}

  /**
   * The edge devices that {@code identity} belongs to. A leaf device names its parent in its scope, an
   * edge device, whose scope is its own, in its parents' scopes only.
   */
  static List<DeviceId> parents(Identity identity) {
    List<String> scopes = identity.edge() || !identity.parentScopes().isEmpty()
        ? identity.parentScopes()
        : identity.deviceScope().stream().toList();
    return scopes.stream().map(scope -> device(identity, scope)).toList();
  }

  private static DeviceId device(Identity identity, String scope) {
    Matcher matcher = SHAPE.matcher(scope);
    if (!matcher.matches()) {
      throw new HubException(new RequestError.Invalid(
          "the scope '%s' of %s names no edge device".formatted(scope, identity.address())));
    }
    return new DeviceId(matcher.group(1));
  }
}
