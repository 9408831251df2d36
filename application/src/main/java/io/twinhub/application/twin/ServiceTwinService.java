package io.twinhub.application.twin;

import io.twinhub.application.port.in.ServiceTwins;
import io.twinhub.application.port.out.TwinRegistry;
import io.twinhub.domain.access.DataAction;
import io.twinhub.domain.access.Principal;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.Twin;
import io.twinhub.domain.twin.TwinPatch;
import io.twinhub.domain.twin.TwinReplacement;

/** Twins for back ends: checks the permission, then asks the hub. */
public final class ServiceTwinService implements ServiceTwins {
  private final TwinRegistry twins;

  /** Reads and writes through {@code twins}. */
  public ServiceTwinService(TwinRegistry twins) {
    this.twins = twins;
  }

  @Override
  public Twin get(Principal principal, TwinAddress address) {
    principal.require(DataAction.TWINS_READ);
    return twins.find(address).orElseThrow(() -> new HubException(notFound(address)));
  }

  private HubError notFound(TwinAddress address) {
    TwinAddress device = TwinAddress.of(address.deviceId());
    return twins.find(device).isEmpty() ? device.notFound() : address.notFound();
  }

  @Override
  public Twin patch(Principal principal, TwinAddress address, TwinPatch patch, IfMatch ifMatch) {
    principal.require(DataAction.TWINS_WRITE);
    return twins.patch(address, patch, ifMatch);
  }

  @Override
  public Twin replace(
      Principal principal, TwinAddress address, TwinReplacement replacement, IfMatch ifMatch) {
    principal.require(DataAction.TWINS_WRITE);
    return twins.replace(address, replacement, ifMatch);
  }
}
