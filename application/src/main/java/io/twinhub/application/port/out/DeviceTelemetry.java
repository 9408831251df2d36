package io.twinhub.application.port.out;

import io.twinhub.domain.access.Principal;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.message.event.DeviceMessage;
import java.util.concurrent.CompletableFuture;

/**
 * Messages to the cloud from devices that send them one by one, without a
 * {@link DeviceConnections connection}.
 */
public interface DeviceTelemetry {

  /**
   * Sends a message; returns at once.
   *
   * @return completes when the event is on disk, or fails with a {@link HubException} if it could not be
   *     taken; then nothing of it is kept. Dependent actions must return at once
   * @throws HubException if there is no such device or module
   */
  CompletableFuture<Void> send(Principal.Device device, DeviceMessage message);
}
