package io.twinhub.application.port.in;

import io.twinhub.domain.access.Principal;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.method.MethodAnswer;
import io.twinhub.domain.message.method.MethodCall;
import java.util.concurrent.CompletableFuture;

/** Direct methods, called by a back end, or by a module on its own device. */
public interface ServiceMethods {

  /**
   * Calls a device or module. No thread waits for the answer; cancelling the returned future drops the
   * answer.
   *
   * @return completes with the answer, or fails with a {@link HubException} that says why there is none;
   *     dependent actions must return at once
   * @throws HubException if the principal may not call it; a module may call its own device and the other
   *     modules of that device
   */
  CompletableFuture<MethodAnswer> invoke(Principal principal, TwinAddress address, MethodCall call);
}
