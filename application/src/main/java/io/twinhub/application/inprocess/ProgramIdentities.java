package io.twinhub.application.inprocess;

import static io.twinhub.application.inprocess.InProcessPorts.PROGRAM;

import io.twinhub.application.port.in.DeviceIdentities;
import io.twinhub.application.port.out.IdentityRegistry;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.DeviceId;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.RegisteredIdentity;
import io.twinhub.domain.identity.RegistryStatistics;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.twin.IfMatch;
import java.util.List;
import java.util.Optional;

/**
 * The identities, as a program in the process of the hub uses them.
 *
 * @param identities the identities for back ends
 */
record ProgramIdentities(DeviceIdentities identities) implements IdentityRegistry {

  @Override
  public Optional<RegisteredIdentity> find(TwinAddress address) {
    try {
      return Optional.of(identities.get(PROGRAM, address));
    } catch (HubException refusal) {
      return Absence.of(refusal);
    }
  }

  @Override
  public RegisteredIdentity create(IdentityRequest request) {
    return identities.create(PROGRAM, request);
  }

  @Override
  public RegisteredIdentity update(IdentityRequest request, IfMatch ifMatch) {
    return identities.update(PROGRAM, request, ifMatch);
  }

  @Override
  public void delete(TwinAddress address, IfMatch ifMatch) {
    identities.delete(PROGRAM, address, ifMatch);
  }

  @Override
  public List<RegisteredIdentity> devices(int max) {
    return identities.list(PROGRAM, max);
  }

  @Override
  public List<RegisteredIdentity> modules(DeviceId deviceId) {
    try {
      return identities.modules(PROGRAM, deviceId);
    } catch (HubException refusal) {
      return Absence.<List<RegisteredIdentity>>of(refusal).orElseGet(List::of);
    }
  }

  @Override
  public RegistryStatistics statistics() {
    return identities.statistics(PROGRAM);
  }
}
