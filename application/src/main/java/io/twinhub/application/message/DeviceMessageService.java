package io.twinhub.application.message;

import io.twinhub.application.port.in.DeviceMessages;
import io.twinhub.application.port.out.DeviceInbox;
import io.twinhub.application.port.out.DeviceTelemetry;
import io.twinhub.domain.access.Principal;
import io.twinhub.domain.message.event.DeviceMessage;
import io.twinhub.domain.message.queue.LockToken;
import io.twinhub.domain.message.queue.QueuedMessage;
import io.twinhub.domain.message.queue.Settlement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Messages for devices: each device reads its own messages and sends as itself. */
public final class DeviceMessageService implements DeviceMessages {
  private final DeviceInbox inbox;
  private final DeviceTelemetry telemetry;

  /** Reads from {@code inbox} and sends through {@code telemetry}. */
  public DeviceMessageService(DeviceInbox inbox, DeviceTelemetry telemetry) {
    this.inbox = inbox;
    this.telemetry = telemetry;
  }

  @Override
  public Optional<QueuedMessage> receive(Principal.Device device, Duration lock) {
    return inbox.receive(device.address(), lock);
  }

  @Override
  public void settle(Principal.Device device, LockToken token, Settlement settlement) {
    inbox.settle(device.address(), token, settlement);
  }

  @Override
  public CompletableFuture<Void> send(Principal.Device device, DeviceMessage message) {
    return telemetry.send(device, message);
  }
}
