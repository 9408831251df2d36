package io.twinhub.application.port.in;

import io.twinhub.domain.access.Principal;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.message.queue.LockToken;
import io.twinhub.domain.message.queue.QueuedMessage;
import io.twinhub.domain.message.queue.Settlement;
import java.time.Duration;
import java.util.Optional;

/** Messages, as a device or module fetches its own one by one. */
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
}
