package io.twinhub.application.twin;

import io.twinhub.application.port.in.DigitalTwins;
import io.twinhub.application.port.in.ServiceMethods;
import io.twinhub.application.port.in.ServiceTwins;
import io.twinhub.domain.access.Principal;
import io.twinhub.domain.digitaltwin.DigitalTwinError;
import io.twinhub.domain.digitaltwin.DigitalTwinPatch;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.DeviceId;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.method.MethodAnswer;
import io.twinhub.domain.message.method.MethodCall;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.Twin;
import java.util.concurrent.CompletableFuture;

/**
 * Digital twins as a view of twins and methods. They work on any hub that has those, and what is done with
 * them is done, checked and noted as an operation on the twin or as a method call.
 */
public final class DigitalTwinService implements DigitalTwins {
  /** How often a patch without a condition is tried again when another write came in between. */
  static final int ATTEMPTS_MAX = 20;

  private final ServiceTwins twins;
  private final ServiceMethods methods;

  /** Views {@code twins}, and calls commands through {@code methods}. */
  public DigitalTwinService(ServiceTwins twins, ServiceMethods methods) {
    this.twins = twins;
    this.methods = methods;
  }

  @Override
  public Twin get(Principal principal, DeviceId deviceId) {
    return twins.get(principal, TwinAddress.of(deviceId));
  }

  @Override
  public Twin patch(
      Principal principal, DeviceId deviceId, DigitalTwinPatch patch, IfMatch ifMatch) {
    TwinAddress address = TwinAddress.of(deviceId);
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      Twin twin = twins.get(principal, address);
      ifMatch.require(twin.etag());
      IfMatch unchanged = new IfMatch.Exactly(twin.etag().value());
      try {
        return twins.patch(principal, address, patch.of(twin), unchanged);
      } catch (HubException refusal) {
        if (refusal.code() != ErrorCode.PRECONDITION_FAILED) {
          throw refusal;
        }
      }
    }
    throw new HubException(DigitalTwinError.overtaken(ATTEMPTS_MAX));
  }

  @Override
  public CompletableFuture<MethodAnswer> invoke(
      Principal principal, DeviceId deviceId, MethodCall call) {
    return methods.invoke(principal, TwinAddress.of(deviceId), call);
  }
}
