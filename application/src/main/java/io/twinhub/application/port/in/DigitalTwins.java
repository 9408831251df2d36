package io.twinhub.application.port.in;

import io.twinhub.domain.access.Principal;
import io.twinhub.domain.digitaltwin.DigitalTwinPatch;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.DeviceId;
import io.twinhub.domain.message.method.MethodAnswer;
import io.twinhub.domain.message.method.MethodCall;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.Twin;
import java.util.concurrent.CompletableFuture;

/** Digital twins (Plug and Play) of devices, for back ends. */
public interface DigitalTwins {

  /**
   * Reads the twin that a digital twin is a view of.
   *
   * @throws HubException if the principal may not, or there is no such device
   */
  Twin get(Principal principal, DeviceId deviceId);

  /**
   * Patches a digital twin: its desired properties change.
   *
   * @return the twin after the patch
   * @throws HubException if the principal may not, there is no such device, the condition fails, or the patch
   *     cannot be applied
   */
  Twin patch(Principal principal, DeviceId deviceId, DigitalTwinPatch patch, IfMatch ifMatch);

  /**
   * Calls a command, which the device hears as a direct method.
   *
   * @param call the method; for a command of a component its name is {@code component*command}
   * @return completes as {@link ServiceMethods#invoke}
   * @throws HubException if the principal may not
   */
  CompletableFuture<MethodAnswer> invoke(Principal principal, DeviceId deviceId, MethodCall call);
}
