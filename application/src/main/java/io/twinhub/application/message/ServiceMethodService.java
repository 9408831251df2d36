package io.twinhub.application.message;

import io.twinhub.application.port.in.ServiceMethods;
import io.twinhub.application.port.out.DirectMethods;
import io.twinhub.domain.access.DataAction;
import io.twinhub.domain.access.Principal;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.method.MethodAnswer;
import io.twinhub.domain.message.method.MethodCall;
import java.util.concurrent.CompletableFuture;

/** Direct methods: checks the permission, then asks the hub. */
public final class ServiceMethodService implements ServiceMethods {
  private final DirectMethods methods;

  /** Calls through {@code methods}. */
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

  /** Whether the caller is a module that calls its own device or another module of that device. */
  private static boolean isBeside(Principal principal, TwinAddress address) {
    return principal instanceof Principal.Device caller
        && caller.address().moduleId().isPresent()
        && caller.address().deviceId().equals(address.deviceId());
  }
}
