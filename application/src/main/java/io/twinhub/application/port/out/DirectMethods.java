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
   * Calls a device or module. No thread waits for the answer; cancelling what is returned drops the answer,
   * but the device keeps the call.
   *
   * @return the answer, or a {@link HubException}: {@link MethodError}, or that there is no such device or
   *     module. What depends on it must return at once
   */
  CompletableFuture<MethodAnswer> invoke(TwinAddress address, MethodCall call);
}
