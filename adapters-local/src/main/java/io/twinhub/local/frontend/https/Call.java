package io.twinhub.local.frontend.https;

import io.twinhub.domain.access.Principal;
import io.twinhub.domain.identity.DeviceId;
import io.twinhub.domain.identity.ModuleId;
import io.twinhub.domain.identity.TwinAddress;
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

  DeviceId deviceId() {
    return new DeviceId(ids.get(0));
  }

  /** The twin or identity that the path names: a module if it holds two ids. */
  TwinAddress address() {
    return address(ids);
  }

  static TwinAddress address(List<String> ids) {
    DeviceId deviceId = new DeviceId(ids.get(0));
    return ids.size() > 1
        ? TwinAddress.of(deviceId, new ModuleId(ids.get(1)))
        : TwinAddress.of(deviceId);
  }

  Optional<String> header(String name) {
    return request.header(name);
  }
}
