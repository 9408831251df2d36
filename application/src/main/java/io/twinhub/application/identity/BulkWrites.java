package io.twinhub.application.identity;

import io.twinhub.application.port.in.BulkFailure;
import io.twinhub.application.port.in.BulkOperation;
import io.twinhub.application.port.in.DeviceIdentities;
import io.twinhub.application.port.out.IdentityRegistry;
import io.twinhub.application.port.out.TwinRegistry;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.identity.DeviceId;
import io.twinhub.domain.identity.IdentityError;
import io.twinhub.domain.twin.SectionPatch;
import io.twinhub.domain.twin.TwinPatch;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Carries out the entries of a bulk request independently: one that fails does not stop the rest. */
final class BulkWrites {
  private static final TwinPatch NOTHING = new TwinPatch(SectionPatch.KEEP, SectionPatch.KEEP);

  private final IdentityRegistry identities;
  private final TwinRegistry twins;

  BulkWrites(IdentityRegistry identities, TwinRegistry twins) {
    this.identities = identities;
    this.twins = twins;
  }

  List<BulkFailure> apply(List<BulkOperation> operations) {
    requireLawful(operations);
    List<BulkFailure> failures = new ArrayList<>();
    for (BulkOperation operation : operations) {
      try {
        apply(operation);
      } catch (HubException refusal) {
        failures.add(new BulkFailure(operation.address(), operation.mode(), refusal.error()));
      }
    }
    return failures;
  }

  private static void requireLawful(List<BulkOperation> operations) {
    if (operations.size() > DeviceIdentities.BULK_MAX) {
      throw new HubException(
          RequestError.invalid("a bulk request holds at most %d entries, this one has %d"
              .formatted(DeviceIdentities.BULK_MAX, operations.size())));
    }
    Set<DeviceId> seen = new HashSet<>();
    for (BulkOperation operation : operations) {
      if (!seen.add(operation.address().deviceId())) {
        throw new HubException(IdentityError.definedTwice(operation.address().deviceId()));
      }
    }
  }

  private void apply(BulkOperation operation) {
    boolean known = identities.find(operation.address()).isPresent();
    switch (operation.mode()) {
      case CREATE -> create(operation);
      case UPDATE -> identities.update(operation.request(), operation.ifMatch());
      case CREATE_OR_UPDATE -> {
        if (known) {
          identities.update(operation.request(), operation.ifMatch());
        } else {
          create(operation);
        }
      }
      case DELETE -> identities.delete(operation.address(), operation.ifMatch());
      case UPDATE_TWIN ->
        twins.patch(operation.address(), operation.twin(), operation.twinIfMatch());
    }
  }

  private void create(BulkOperation operation) {
    identities.create(operation.request());
    if (!operation.twin().equals(NOTHING)) {
      twins.patch(operation.address(), operation.twin(), operation.twinIfMatch());
    }
  }
}
