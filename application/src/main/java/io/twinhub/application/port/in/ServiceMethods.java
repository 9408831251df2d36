package io.twinhub.application.port.in;

import io.twinhub.domain.access.Principal;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.method.MethodAnswer;
import io.twinhub.domain.message.method.MethodCall;
import java.util.concurrent.CompletableFuture;

/** Direct methods, as a back end calls them, or a module those of its own device. */
public interface ServiceMethods {

  /**
   * Calls a device or module. No thread waits for the answer; cancelling what is returned drops the answer.
   *
   * @return the answer, or why there is none as a {@link HubException}; what depends on it must return at
   *     once
   * @throws HubException if the principal may not call it: a module may call its device and the modules
   *     beside it
   */
  CompletableFuture<MethodAnswer> invoke(Principal principal, TwinAddress address, MethodCall call);
}
