package io.twinhub.bootstrap.cli.command.message;

import io.twinhub.bootstrap.cli.command.CommandGroup;
import io.twinhub.bootstrap.cli.option.DeviceOption;
import io.twinhub.bootstrap.cli.option.HubCommand;
import io.twinhub.domain.message.queue.Settlement;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Cloud-to-device messages. */
public final class MessageCommands {
  private MessageCommands() {}

  /** The group {@code device}. */
  public static CommandLine group() {
    CommandLine messages = CommandGroup.named("c2d-message", "Cloud-to-device messages.")
        .addSubcommand(new SendCommand())
        .addSubcommand(new ReceiveCommand())
        .addSubcommand(SettleCommand.of(
            Settlement.COMPLETE, "Completes a received message: the device is done with it."))
        .addSubcommand(
            SettleCommand.of(Settlement.ABANDON, "Abandons a received message: it waits again."))
        .addSubcommand(
            SettleCommand.of(Settlement.REJECT, "Rejects a received message: it is discarded."))
        .addSubcommand(new Purge());
    return CommandGroup.named("device", "What devices send and receive.").addSubcommand(messages);
  }

  @Command(name = "purge", description = "Discards all messages that wait for a device.")
  static final class Purge extends HubCommand {
    @Mixin
    private DeviceOption device = new DeviceOption();

    @Override
    public void run() {
      options.print(options
          .hub()
          .send("DELETE", device.path() + "/commands", Optional.empty())
          .body());
    }
  }
}
