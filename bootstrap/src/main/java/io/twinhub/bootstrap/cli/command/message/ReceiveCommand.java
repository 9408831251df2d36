package io.twinhub.bootstrap.cli.command.message;

import io.twinhub.bootstrap.cli.option.DeviceOption;
import io.twinhub.bootstrap.cli.option.HubCommand;
import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.bootstrap.cli.remote.HubInbox;
import io.twinhub.domain.message.queue.Settlement;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Receives one message in place of a device. */
@Command(
    name = "receive",
    description = {
      "Receives the next message of a device in its place.",
      "Complete, abandon or reject it within the lock time-out, or it waits again."
    })
final class ReceiveCommand extends HubCommand {
  @Spec
  private CommandSpec spec = CommandSpec.create();

  @Mixin
  private DeviceOption device = new DeviceOption();

  @Option(
      names = {"--lock-timeout", "--lt"},
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "How long nobody else receives it, 5 to 300. Default: ${DEFAULT-VALUE}.")
  private int lockSeconds;

  @Option(names = "--complete", description = "Complete it at once.")
  private boolean complete;

  @Option(names = "--abandon", description = "Abandon it at once: it waits again.")
  private boolean abandon;

  @Option(names = "--reject", description = "Reject it at once: it is discarded.")
  private boolean reject;

  @Override
  public void run() {
    Optional<Settlement> settlement = settlement();
    HubInbox inbox = new HubInbox(options.hub(), device.path());
    inbox
        .receive(lockSeconds)
        .map(ReceivedMessage::new)
        .ifPresentOrElse(message -> print(inbox, message, settlement), this::nothing);
  }

  private Optional<Settlement> settlement() {
    if ((complete ? 1 : 0) + (abandon ? 1 : 0) + (reject ? 1 : 0) > 1) {
      throw CommandFailure.usage("--complete, --abandon and --reject exclude each other");
    }
    if (complete) {
      return Optional.of(Settlement.COMPLETE);
    }
    if (abandon) {
      return Optional.of(Settlement.ABANDON);
    }
    return reject ? Optional.of(Settlement.REJECT) : Optional.empty();
  }

  private void print(HubInbox inbox, ReceivedMessage message, Optional<Settlement> settlement) {
    try {
      settlement.ifPresent(how -> inbox.settle(message.lockToken(), how));
    } catch (CommandFailure refusal) {
      options.print(message.json(Optional.empty()));
      throw refusal;
    }
    options.print(message.json(settlement.map(how -> how.name().toLowerCase(Locale.ROOT))));
  }

  private void nothing() {
    PrintWriter err = spec.commandLine().getErr();
    err.println("no message waits for device '%s'".formatted(device.id()));
    err.flush();
  }
}
