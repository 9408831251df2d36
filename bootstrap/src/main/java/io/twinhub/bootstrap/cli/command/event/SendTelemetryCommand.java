package io.twinhub.bootstrap.cli.command.event;

import io.twinhub.application.port.DeviceConnection;
import io.twinhub.azure.AzureHub;
import io.twinhub.bootstrap.cli.option.HubLogin;
import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.event.DeviceMessage;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Sends telemetry as a device. */
@Command(
    name = "send-d2c-message",
    description = {
      "Sends messages to the cloud in place of a device.",
      "It connects with the key that the hub has of the device, whose own connection ends then."
    })
public final class SendTelemetryCommand implements Runnable {
  @Mixin
  private HubLogin login = new HubLogin();

  @Mixin
  private SenderOption sender = new SenderOption();

  @Mixin
  private TelemetryContent content = new TelemetryContent();

  @Option(
      names = {"--msg-count", "--mc"},
      paramLabel = "N",
      defaultValue = "1",
      description = "How many messages. Default: ${DEFAULT-VALUE}.")
  private int count;

  @Option(
      names = {"--msg-interval", "--mi"},
      paramLabel = "SECONDS",
      defaultValue = "0",
      description = "How long to wait between two messages. Default: ${DEFAULT-VALUE}.")
  private int interval;

  @Override
  public void run() {
    if (count < 1) {
      throw CommandFailure.usage("--msg-count: at least 1");
    }
    if (interval < 0) {
      throw CommandFailure.usage("--msg-interval: at least 0");
    }
    TwinAddress address = sender.address();
    DeviceMessage message = content.message();
    try (Presence presence = new Presence();
        AzureHub hub = login.devices();
        DeviceConnection connection = hub.connections()
            .open(address, "", reason -> presence.fail(Senders.ended(address, reason)))) {
      Senders.send(connection, message);
      for (int i = 1; i < count && presence.goesOnAfter(Duration.ofSeconds(interval)); i++) {
        Senders.send(connection, message);
      }
    }
  }
}
