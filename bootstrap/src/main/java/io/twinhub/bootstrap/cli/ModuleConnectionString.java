package io.twinhub.bootstrap.cli;

import io.twinhub.domain.identity.TwinAddress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What a module program is given to connect. */
final class ModuleConnectionString {
  private ModuleConnectionString() {}

  /** Groups the one command, as {@code az iot} does. */
  @Command(
      name = "connection-string",
      description = "The connection string of a module.",
      subcommands = Show.class)
  static final class Group extends CommandGroup {}

  @Command(name = "show", description = "Prints a module's connection string.")
  static final class Show implements Runnable {
    @Mixin
    private HubOptions options = new HubOptions();

    @Mixin
    private ModuleOption module = new ModuleOption();

    @Mixin
    private KeyOption key = new KeyOption();

    @Override
    public void run() {
      TwinAddress address = TwinAddress.module(module.device().id(), module.id());
      options.print(key.connectionString(options.hub(), address, module.path()));
    }
  }
}
