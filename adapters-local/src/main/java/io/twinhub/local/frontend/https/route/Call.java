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
 * A request that found its route and whose sender is known.
 *
 * @param principal who asks
 * @param request what was sent
 * @param ids the segments that stand for ids in the route's pattern, in order
 */
record Call(Principal principal, Request request, List<String> ids) {
  /** The first api-version with attributes of identities and twins. */
  private static final String ATTRIBUTES_SINCE = "2024-03-31";

  DeviceId deviceId() {
    return new DeviceId(ids.get(0));
  }

  /** The twin or identity that the path names: a module if it holds two ids. */
  TwinAddress address() {
    return address(ids);
  }

  /** Who asks, where only devices and modules may. */
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

  /** The document as the asked api-version has it: old ones have no attributes. */
  JsonObject inItsVersion(JsonObject document) {
    boolean old = request
        .target()
        .parameter("api-version")
        .filter(v -> v.compareTo(ATTRIBUTES_SINCE) < 0)
        .isPresent();
    return old ? document.without(DocumentNames.ATTRIBUTES) : document;
  }

  Optional<String> header(String name) {
    return request.header(name);
  }
}
