package io.twinhub.application.message;

import io.twinhub.application.port.in.DeviceMessages;
import io.twinhub.application.port.out.DeviceInbox;
import io.twinhub.domain.access.Principal;
import io.twinhub.domain.message.queue.LockToken;
import io.twinhub.domain.message.queue.QueuedMessage;
import io.twinhub.domain.message.queue.Settlement;
import java.time.Duration;
import java.util.Optional;

/** Messages for devices: each reads its own and nobody else's. */
public final class DeviceMessageService implements DeviceMessages {
  private final DeviceInbox inbox;

  /** Reads from {@code inbox}. */
  public DeviceMessageService(DeviceInbox inbox) {
    this.inbox = inbox;
  }

  @Override
  public Optional<QueuedMessage> receive(Principal.Device device, Duration lock) {
    return inbox.receive(device.address(), lock);
  }

  @Override
  public void settle(Principal.Device device, LockToken token, Settlement settlement) {
    inbox.settle(device.address(), token, settlement);
  }
}
