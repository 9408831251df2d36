package io.twinhub.application.identity;

import io.twinhub.application.port.in.BulkFailure;
import io.twinhub.application.port.in.BulkOperation;
import io.twinhub.application.port.in.DeviceIdentities;
import io.twinhub.application.port.in.KeyChoice;
import io.twinhub.application.port.in.KeyRotation;
import io.twinhub.application.port.out.IdentityRegistry;
import io.twinhub.application.port.out.TwinRegistry;
import io.twinhub.domain.access.DataAction;
import io.twinhub.domain.access.Principal;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.DeviceId;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.RegisteredIdentity;
import io.twinhub.domain.identity.RegistryStatistics;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.twin.IfMatch;
import java.util.List;

/** The identity registry for back ends: checks the permission, then asks the hub. */
public final class DeviceIdentityService implements DeviceIdentities {
  private final IdentityRegistry identities;
  private final BulkWrites bulkWrites;
  private final KeyRotations keyRotations;

  /** Manages {@code identities}; bulk requests also write {@code twins}. */
  public DeviceIdentityService(IdentityRegistry identities, TwinRegistry twins) {
    this.identities = identities;
    this.bulkWrites = new BulkWrites(identities, twins);
    this.keyRotations = new KeyRotations(identities);
  }

  @Override
  public RegisteredIdentity get(Principal principal, TwinAddress address) {
    principal.require(DataAction.DEVICES_READ, address);
    return identities.find(address).orElseThrow(() -> new HubException(address.notFound()));
  }

  @Override
  public RegisteredIdentity create(Principal principal, IdentityRequest request) {
    principal.require(DataAction.DEVICES_WRITE, request.address());
    return identities.create(request);
  }

  @Override
  public RegisteredIdentity update(Principal principal, IdentityRequest request, IfMatch ifMatch) {
    principal.require(DataAction.DEVICES_WRITE, request.address());
    return identities.update(request, ifMatch);
  }

  @Override
  public void delete(Principal principal, TwinAddress address, IfMatch ifMatch) {
    principal.require(DataAction.DEVICES_DELETE, address);
    identities.delete(address, ifMatch);
  }

  @Override
  public List<RegisteredIdentity> list(Principal principal, int top) {
    principal.require(DataAction.DEVICES_READ);
    return identities.devices(Math.min(top, LIST_MAX));
  }

  @Override
  public List<RegisteredIdentity> modules(Principal principal, DeviceId deviceId) {
    principal.requireOnModules(DataAction.DEVICES_READ, deviceId);
    requireRegistered(TwinAddress.of(deviceId));
    return identities.modules(deviceId);
  }

  private void requireRegistered(TwinAddress address) {
    if (identities.find(address).isEmpty()) {
      throw new HubException(address.notFound());
    }
  }

  @Override
  public RegistryStatistics statistics(Principal principal) {
    principal.require(DataAction.STATISTICS_READ);
    return identities.statistics();
  }

  @Override
  public List<BulkFailure> bulk(Principal principal, List<BulkOperation> operations) {
    principal.require(DataAction.DEVICES_WRITE);
    principal.require(DataAction.DEVICES_DELETE);
    return bulkWrites.apply(operations);
  }

  @Override
  public List<KeyRotation> regenerateKeys(
      Principal principal, KeyChoice choice, List<TwinAddress> addresses) {
    principal.require(DataAction.DEVICES_WRITE);
    return keyRotations.apply(choice, addresses);
  }
}
