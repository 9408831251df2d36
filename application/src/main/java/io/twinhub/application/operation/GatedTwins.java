package io.twinhub.application.operation;

import io.twinhub.application.hint.Hints;
import io.twinhub.application.port.in.ServiceTwins;
import io.twinhub.application.port.out.OperationGate;
import io.twinhub.domain.access.Principal;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.operation.Operation;
import io.twinhub.domain.operation.OperationKind;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.SectionPatch;
import io.twinhub.domain.twin.Twin;
import io.twinhub.domain.twin.TwinPatch;
import io.twinhub.domain.twin.TwinReplacement;
import java.util.List;

/** Twins for back ends, behind the gate. */
public final class GatedTwins implements ServiceTwins {
  private final ServiceTwins twins;
  private final OperationGate gate;
  private final Hints hints;

  /** Leads to {@code twins} through {@code gate}. */
  public GatedTwins(ServiceTwins twins, OperationGate gate, Hints hints) {
    this.twins = twins;
    this.gate = gate;
    this.hints = hints;
  }

  @Override
  public Twin get(Principal principal, TwinAddress address) {
    Operation operation = Operation.of(principal, OperationKind.READ_TWIN, address);
    return gate.run(operation, () -> twins.get(principal, address), GatedTwins::state, twin -> {
      hints.read(operation.caller(), twin);
      return List.of();
    });
  }

  @Override
  public Twin patch(Principal principal, TwinAddress address, TwinPatch patch, IfMatch ifMatch) {
    Operation operation = Operation.of(principal, OperationKind.PATCH_TWIN, address)
        .with(detail(isNamed(patch.tags()), isNamed(patch.desired()), ifMatch));
    return gate.run(
        operation,
        () -> twins.patch(principal, address, patch, ifMatch),
        GatedTwins::state,
        twin -> hints.patched(operation.caller(), twin, patch, ifMatch));
  }

  @Override
  public Twin replace(
      Principal principal, TwinAddress address, TwinReplacement replacement, IfMatch ifMatch) {
    Operation operation = Operation.of(principal, OperationKind.REPLACE_TWIN, address)
        .with(detail(replacement.tags().isPresent(), replacement.desired().isPresent(), ifMatch));
    return gate.run(
        operation,
        () -> twins.replace(principal, address, replacement, ifMatch),
        GatedTwins::state,
        twin -> hints.replaced(operation.caller(), twin, replacement, ifMatch));
  }

  static boolean isNamed(SectionPatch patch) {
    return !(patch instanceof SectionPatch.Keep);
  }

  static String detail(boolean tags, boolean desired, IfMatch ifMatch) {
    String sections = tags ? (desired ? "tags and desired" : "tags") : desired ? "desired" : "";
    return ifMatch instanceof IfMatch.Exactly exactly
        ? sections + " if-match " + exactly.etag()
        : sections;
  }

  private static String state(Twin twin) {
    return "etag " + twin.etag().value() + ", desired version "
        + twin.desired().version().value();
  }
}
