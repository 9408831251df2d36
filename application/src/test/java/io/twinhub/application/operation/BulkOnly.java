package io.twinhub.application.operation;

import io.twinhub.application.port.in.BulkFailure;
import io.twinhub.application.port.in.BulkOperation;
import io.twinhub.application.port.in.DeviceIdentities;
import io.twinhub.application.port.in.KeyChoice;
import io.twinhub.application.port.in.KeyRotation;
import io.twinhub.domain.access.Principal;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.DeviceId;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.RegisteredIdentity;
import io.twinhub.domain.identity.RegistryStatistics;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.twin.IfMatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A registry that carries out bulk requests and nothing else. */
final class BulkOnly implements DeviceIdentities {
  private final List<String> asked = new ArrayList<>();
  private final Map<String, String> failing = new HashMap<>();
  private Optional<HubError> refusal = Optional.empty();

  /** Refuses the entry of this device. */
  void fail(String id, String reason) {
    failing.put(id, reason);
  }

  /** Refuses whole requests. */
  void refuse(HubError error) {
    refusal = Optional.of(error);
  }

  List<String> asked() {
    return asked;
  }

  @Override
  public List<BulkFailure> bulk(Principal principal, List<BulkOperation> operations) {
    refusal.ifPresent(error -> {
      throw new HubException(error);
    });
    List<BulkFailure> failures = new ArrayList<>();
    for (BulkOperation entry : operations) {
      asked.add(entry.address().toString());
      Optional.ofNullable(failing.get(entry.address().toString()))
          .ifPresent(reason -> failures.add(new BulkFailure(
              entry.address(), entry.mode(), HubError.of(ErrorCode.ARGUMENT_INVALID, reason))));
    }
    return failures;
  }

  @Override
  public RegisteredIdentity get(Principal principal, TwinAddress address) {
    throw new UnsupportedOperationException();
  }

  @Override
  public RegisteredIdentity create(Principal principal, IdentityRequest request) {
    throw new UnsupportedOperationException();
  }

  @Override
  public RegisteredIdentity update(Principal principal, IdentityRequest request, IfMatch ifMatch) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void delete(Principal principal, TwinAddress address, IfMatch ifMatch) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<RegisteredIdentity> list(Principal principal, int top) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<RegisteredIdentity> modules(Principal principal, DeviceId deviceId) {
    throw new UnsupportedOperationException();
  }

  @Override
  public RegistryStatistics statistics(Principal principal) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<KeyRotation> regenerateKeys(
      Principal principal, KeyChoice choice, List<TwinAddress> addresses) {
    throw new UnsupportedOperationException();
  }
}
