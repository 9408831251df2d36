package io.twinhub.bootstrap.cli;

import io.twinhub.domain.identity.TwinAddress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What a device program is given to connect. */
final class DeviceConnectionString {
  private DeviceConnectionString() {}

  /** Groups the one command, as {@code az iot} does. */
  @Command(
      name = "connection-string",
      description = "The connection string of a device.",
      subcommands = Show.class)
  static final class Group extends CommandGroup {}

  @Command(name = "show", description = "Prints a device's connection string.")
  static final class Show implements Runnable {
    @Mixin
    private HubOptions options = new HubOptions();

    @Mixin
    private DeviceOption device = new DeviceOption();

    @Mixin
    private KeyOption key = new KeyOption();

    @Override
    public void run() {
      TwinAddress address = TwinAddress.device(device.id());
      options.print(key.connectionString(options.hub(), address, device.path()));
    }
  }
}
