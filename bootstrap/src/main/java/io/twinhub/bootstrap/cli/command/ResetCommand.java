package io.twinhub.bootstrap.cli.command;

import io.twinhub.bootstrap.cli.option.HubCommand;
import io.twinhub.bootstrap.cli.option.YesOption;
import io.twinhub.bootstrap.cli.remote.AdminApi;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Resets the hub that runs here to its initial contents. */
@Command(
    name = "reset",
    description = {
      "Deletes all identities and twins of the running hub, in one step.",
      "A hub that was started with --seed then holds its seed, and nothing else.",
      "Devices are disconnected. Policies and their keys stay, and so do snapshots."
    })
public final class ResetCommand extends HubCommand {
  @Mixin
  private YesOption yes = new YesOption();

  @Override
  public void run() {
    AdminApi admin = SnapshotCommand.admin(options);
    yes.require("This deletes all devices and twins of the running hub.");
    options.print(admin.send("POST", "/reset", Optional.empty()));
  }
}
