package io.twinhub.application.operation;

import io.twinhub.application.port.in.ServiceMethods;
import io.twinhub.application.port.out.OperationGate;
import io.twinhub.domain.access.Principal;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.method.MethodAnswer;
import io.twinhub.domain.message.method.MethodCall;
import io.twinhub.domain.operation.Operation;
import io.twinhub.domain.operation.OperationKind;
import java.util.concurrent.CompletableFuture;

/** Direct methods for back ends, behind the gate. */
public final class GatedMethods implements ServiceMethods {
  private final ServiceMethods methods;
  private final OperationGate gate;

  /** Leads to {@code methods} through {@code gate}. */
  public GatedMethods(ServiceMethods methods, OperationGate gate) {
    this.methods = methods;
    this.gate = gate;
  }

  @Override
  public CompletableFuture<MethodAnswer> invoke(
      Principal principal, TwinAddress address, MethodCall call) {
    return gate.start(
        Operation.of(principal, OperationKind.INVOKE, address)
            .with(call.name().value())
            .sized(call.payload().json().size()),
        () -> methods.invoke(principal, address, call),
        answer -> "status " + answer.status());
  }
}
