package io.twinhub.local.frontend.https.route;

import io.twinhub.domain.access.Principal;
import io.twinhub.domain.document.DocumentNames;
import io.twinhub.domain.identity.DeviceId;
import io.twinhub.domain.identity.ModuleId;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * A request with a matching route and an authenticated sender.
 *
 * @param principal the authenticated sender
 * @param request the request
 * @param ids the path segments that match ids in the route's pattern, in order
 */
public record Call(Principal principal, Request request, List<String> ids) {
  /** The first api-version with attributes of identities and twins. */
  private static final String ATTRIBUTES_SINCE = "2024-03-31";

  /** The device that the path names first. */
  public DeviceId deviceId() {
    return new DeviceId(ids.get(0));
  }

  /** The twin or identity that the path names: a module's if the path holds two ids. */
  TwinAddress address() {
    return address(ids);
  }

  /** The sender, for routes that only devices and modules may use. */
  Principal.Device device() {
    if (principal instanceof Principal.Device device) {
      return device;
    }
    throw new IllegalStateException("the route is for devices only");
  }

  static TwinAddress address(List<String> ids) {
    DeviceId deviceId = new DeviceId(ids.get(0));
    return ids.size() > 1
        ? TwinAddress.of(deviceId, new ModuleId(ids.get(1)))
        : TwinAddress.of(deviceId);
  }

  /** The document in the form of the requested api-version: old versions have no attributes. */
  JsonObject inItsVersion(JsonObject document) {
    boolean old = request
        .target()
        .parameter("api-version")
        .filter(v -> v.compareTo(ATTRIBUTES_SINCE) < 0)
        .isPresent();
    return old ? document.without(DocumentNames.ATTRIBUTES) : document;
  }

  /** The header, unless it is missing or blank. */
  public Optional<String> header(String name) {
    return request.header(name);
  }
}
