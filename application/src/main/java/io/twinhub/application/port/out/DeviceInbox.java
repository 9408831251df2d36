package io.twinhub.application.port.out;

import io.twinhub.application.port.DeviceConnection;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.MessageError;
import io.twinhub.domain.message.MessageLimits;
import io.twinhub.domain.message.queue.LockToken;
import io.twinhub.domain.message.queue.QueuedMessage;
import io.twinhub.domain.message.queue.Settlement;
import java.time.Duration;
import java.util.Optional;

/** Messages for devices that fetch them one by one, without a {@link DeviceConnection}. */
public interface DeviceInbox {

  /**
   * Hands out the first message that is not held; returns at once.
   *
   * @param lock how long the device holds it, {@link MessageLimits#LOCK_MIN} to
   *     {@link MessageLimits#LOCK_MAX}
   * @throws HubException with {@link MessageError#lockOutOfRange}, or if there is no such device or module
   */
  Optional<QueuedMessage> receive(TwinAddress address, Duration lock);

  /**
   * Settles a message; when this returns, the settlement is on disk.
   *
   * @throws HubException with {@link MessageError#lockLost} if this device or module holds none under the
   *     token
   */
  void settle(TwinAddress address, LockToken token, Settlement settlement);
}
