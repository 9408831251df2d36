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

/** Messages, as a device or module without a connection fetches and sends them, one by one. */
public interface DeviceMessages {

  /**
   * The first message that nobody holds; returns at once.
   *
   * @param lock how long the device holds it
   * @throws HubException if the lock is too short or too long
   */
  Optional<QueuedMessage> receive(Principal.Device device, Duration lock);

  /**
   * Settles a message; when this returns, that is on disk.
   *
   * @throws HubException if this device holds none under the token
   */
  void settle(Principal.Device device, LockToken token, Settlement settlement);

  /**
   * Sends a message to the cloud; returns at once.
   *
   * @return done when the event is on disk; failed with a {@link HubException} if it could not be taken, and
   *     nothing of it is kept then. What depends on it must return at once
   * @throws HubException if the device or module is not registered any more
   */
  CompletableFuture<Void> send(Principal.Device device, DeviceMessage message);
}
