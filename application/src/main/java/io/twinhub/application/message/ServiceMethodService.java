package io.twinhub.application.message;

import io.twinhub.application.port.in.ServiceMethods;
import io.twinhub.application.port.out.DirectMethods;
import io.twinhub.domain.access.DataAction;
import io.twinhub.domain.access.Principal;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.method.MethodAnswer;
import io.twinhub.domain.message.method.MethodCall;
import java.util.concurrent.CompletableFuture;

/** Direct methods: may this principal, then the hub. */
public final class ServiceMethodService implements ServiceMethods {
  private final DirectMethods methods;

  /** Calls by {@code methods}. */
  public ServiceMethodService(DirectMethods methods) {
    this.methods = methods;
  }

  @Override
  public CompletableFuture<MethodAnswer> invoke(
      Principal principal, TwinAddress address, MethodCall call) {
    if (!isBeside(principal, address)) {
      principal.require(DataAction.DIRECT_METHODS_INVOKE);
    }
    return methods.invoke(address, call);
  }

  /** Whether a module asks for its own device, or a module of that. */
  private static boolean isBeside(Principal principal, TwinAddress address) {
    return principal instanceof Principal.Device caller
        && caller.address().moduleId().isPresent()
        && caller.address().deviceId().equals(address.deviceId());
  }
}
