package io.twinhub.bootstrap.cli.command.message;

import io.twinhub.bootstrap.cli.option.DeviceOption;
import io.twinhub.bootstrap.cli.option.HubLogin;
import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.bootstrap.cli.remote.HubInbox;
import io.twinhub.domain.message.queue.Settlement;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Settles a message that was received. */
@Command
final class SettleCommand implements Runnable {
  private final Settlement settlement;

  @Mixin
  private HubLogin login = new HubLogin();

  @Mixin
  private DeviceOption device = new DeviceOption();

  @Option(
      names = {"-e", "--etag"},
      required = true,
      paramLabel = "ETAG",
      description = "What 'receive' printed as etag.")
  private String etag = "";

  private SettleCommand(Settlement settlement) {
    this.settlement = settlement;
  }

  /** The command for one way to settle, which is also its name. */
  static CommandLine of(Settlement settlement, String description) {
    CommandLine command = new CommandLine(new SettleCommand(settlement));
    command.setCommandName(settlement.name().toLowerCase(Locale.ROOT));
    command.getCommandSpec().usageMessage().description(description);
    return command;
  }

  @Override
  public void run() {
    String token = etag.replace("\"", "").strip();
    if (token.isEmpty()) {
      throw CommandFailure.usage("--etag: it is empty");
    }
    if (token.contains("/")) { // it would lead to another address
      throw CommandFailure.usage(
          "--etag: '%s' is not the etag of a message; 'device c2d-message receive' prints it"
              .formatted(token));
    }
    new HubInbox(login.hub(), device.path()).settle(token, settlement);
  }
}
