package io.twinhub.application.port.out;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.method.MethodAnswer;
import io.twinhub.domain.message.method.MethodCall;
import io.twinhub.domain.message.method.MethodError;
import java.util.concurrent.CompletableFuture;

/** Calls that devices answer while their callers wait. A call is never stored and never made twice. */
public interface DirectMethods {

  /**
   * Calls a device or module. No thread waits for the answer; cancelling the returned future drops the
   * answer, but the device keeps the call.
   *
   * @return completes with the answer, or fails with a {@link HubException}: a {@link MethodError}, or the
   *     refusal for an unknown device or module. Dependent actions must return at once
   */
  CompletableFuture<MethodAnswer> invoke(TwinAddress address, MethodCall call);
}
