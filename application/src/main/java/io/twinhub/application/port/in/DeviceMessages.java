package io.twinhub.application.port.in;

import io.twinhub.domain.access.Principal;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.message.event.DeviceMessage;
import io.twinhub.domain.message.queue.LockToken;
import io.twinhub.domain.message.queue.QueuedMessage;
import io.twinhub.domain.message.queue.Settlement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Messages of a device or module that fetches and sends them one by one, without a connection. */
public interface DeviceMessages {

  /**
   * Hands out the first message that is not held; returns at once.
   *
   * @param lock how long the device holds it
   * @throws HubException if the lock is too short or too long
   */
  Optional<QueuedMessage> receive(Principal.Device device, Duration lock);

  /**
   * Settles a message; when this returns, the settlement is on disk.
   *
   * @throws HubException if this device holds none under the token
   */
  void settle(Principal.Device device, LockToken token, Settlement settlement);

  /**
   * Sends a message to the cloud; returns at once.
   *
   * @return completes when the event is on disk, or fails with a {@link HubException} if it could not be
   *     taken; then nothing of it is kept. Dependent actions must return at once
   * @throws HubException if the device or module is not registered any more
   */
  CompletableFuture<Void> send(Principal.Device device, DeviceMessage message);
}
