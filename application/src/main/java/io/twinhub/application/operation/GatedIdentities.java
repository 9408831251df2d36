package io.twinhub.application.operation;

import io.twinhub.application.hint.Hints;
import io.twinhub.application.port.in.BulkFailure;
import io.twinhub.application.port.in.BulkOperation;
import io.twinhub.application.port.in.DeviceIdentities;
import io.twinhub.application.port.in.KeyChoice;
import io.twinhub.application.port.in.KeyRotation;
import io.twinhub.application.port.out.OperationGate;
import io.twinhub.domain.access.Principal;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.identity.DeviceId;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.RegisteredIdentity;
import io.twinhub.domain.identity.RegistryStatistics;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.operation.Caller;
import io.twinhub.domain.operation.Operation;
import io.twinhub.domain.operation.OperationKind;
import io.twinhub.domain.twin.IfMatch;
import java.util.List;
import java.util.Optional;

/** The identity registry for back ends, behind the gate; each entry of a bulk request is an operation. */
public final class GatedIdentities implements DeviceIdentities {
  private final DeviceIdentities identities;
  private final OperationGate gate;
  private final Hints hints;

  /** Leads to {@code identities} through {@code gate}. */
  public GatedIdentities(DeviceIdentities identities, OperationGate gate, Hints hints) {
    this.identities = identities;
    this.gate = gate;
    this.hints = hints;
  }

  @Override
  public RegisteredIdentity get(Principal principal, TwinAddress address) {
    return gate.run(
        Operation.of(principal, OperationKind.READ_IDENTITY, address),
        () -> identities.get(principal, address));
  }

  @Override
  public RegisteredIdentity create(Principal principal, IdentityRequest request) {
    Operation operation = Operation.of(principal, OperationKind.CREATE_IDENTITY, request.address());
    RegisteredIdentity created = gate.run(operation, () -> identities.create(principal, request));
    hints.writtenUnseen(operation.caller(), request.address());
    return created;
  }

  @Override
  public RegisteredIdentity update(Principal principal, IdentityRequest request, IfMatch ifMatch) {
    return gate.run(
        Operation.of(principal, OperationKind.UPDATE_IDENTITY, request.address()),
        () -> identities.update(principal, request, ifMatch));
  }

  @Override
  public void delete(Principal principal, TwinAddress address, IfMatch ifMatch) {
    gate.perform(
        Operation.of(principal, OperationKind.DELETE_IDENTITY, address),
        () -> identities.delete(principal, address, ifMatch));
  }

  @Override
  public List<RegisteredIdentity> list(Principal principal, int top) {
    return gate.run(
        Operation.of(principal, OperationKind.READ_IDENTITY).with("devices"),
        () -> identities.list(principal, top),
        found -> Counted.of(found.size(), "device"));
  }

  @Override
  public List<RegisteredIdentity> modules(Principal principal, DeviceId deviceId) {
    return gate.run(
        Operation.of(principal, OperationKind.READ_IDENTITY, TwinAddress.of(deviceId))
            .with("modules"),
        () -> identities.modules(principal, deviceId),
        found -> Counted.of(found.size(), "module"));
  }

  @Override
  public RegistryStatistics statistics(Principal principal) {
    return gate.run(
        Operation.of(principal, OperationKind.READ_IDENTITY).with("statistics"),
        () -> identities.statistics(principal));
  }

  @Override
  public List<BulkFailure> bulk(Principal principal, List<BulkOperation> operations) {
    return new GatedEntries<BulkOperation, Optional<BulkFailure>>(
            gate,
            entry -> operation(principal, entry),
            (entry, error) -> Optional.of(new BulkFailure(entry.address(), entry.mode(), error)),
            failure -> failure.map(BulkFailure::error))
            .run(many(principal, "bulk", operations), operations, entries -> {
              List<BulkFailure> failures = identities.bulk(principal, entries);
              entries.forEach(entry -> hints.writtenUnseen(Caller.of(principal), entry.address()));
              return entries.stream().map(entry -> failure(failures, entry)).toList();
            })
            .stream()
            .flatMap(Optional::stream)
            .toList();
  }

  /** Each device occurs once in a bulk request. */
  private static Optional<BulkFailure> failure(List<BulkFailure> failures, BulkOperation entry) {
    return failures.stream()
        .filter(failure -> failure.address().equals(entry.address()))
        .findFirst();
  }

  private static Operation operation(Principal principal, BulkOperation entry) {
    OperationKind kind = switch (entry.mode()) {
      case CREATE -> OperationKind.CREATE_IDENTITY;
      case UPDATE, CREATE_OR_UPDATE -> OperationKind.UPDATE_IDENTITY;
      case DELETE -> OperationKind.DELETE_IDENTITY;
      case UPDATE_TWIN -> OperationKind.PATCH_TWIN;
    };
    return Operation.of(principal, kind, entry.address())
        .with("bulk " + entry.mode().azureName());
  }

  @Override
  public List<KeyRotation> regenerateKeys(
      Principal principal, KeyChoice choice, List<TwinAddress> addresses) {
    return new GatedEntries<TwinAddress, KeyRotation>(
            gate,
            address ->
                Operation.of(principal, OperationKind.UPDATE_IDENTITY, address).with("new keys"),
            KeyRotation.Failed::new,
            GatedIdentities::error)
        .run(
            many(principal, "new keys", addresses),
            addresses,
            allowed -> identities.regenerateKeys(principal, choice, allowed));
  }

  private static Operation many(Principal principal, String what, List<?> entries) {
    return Operation.of(principal, OperationKind.UPDATE_IDENTITY)
        .with("%s of %d entries".formatted(what, entries.size()));
  }

  private static Optional<HubError> error(KeyRotation rotation) {
    return rotation instanceof KeyRotation.Failed failed
        ? Optional.of(failed.error())
        : Optional.empty();
  }
}
