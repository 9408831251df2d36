package io.twinhub.bootstrap.cli.command.configuration;

import io.twinhub.bootstrap.cli.option.DeviceOption;
import io.twinhub.bootstrap.cli.option.HubCommand;
import io.twinhub.bootstrap.cli.remote.HubApi;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Gives one edge device its modules. */
@Command(
    name = "set-modules",
    description = "Gives an edge device these modules with these settings, once, and no others.")
final class SetModulesCommand extends HubCommand {
  @Mixin
  private DeviceOption device = new DeviceOption();

  @Option(
      names = {"-k", "--content"},
      required = true,
      paramLabel = "JSON",
      description = "The modules and their settings, JSON or @file: modulesContent.")
  private String content = "";

  @Override
  public void run() {
    HubApi hub = options.hub();
    hub.send(
        "POST",
        device.path() + "/applyConfigurationContent",
        Optional.empty(),
        Optional.of(Contents.content(content)));
    options.print(hub.send("GET", device.path() + "/modules", Optional.empty()).body());
  }
}
