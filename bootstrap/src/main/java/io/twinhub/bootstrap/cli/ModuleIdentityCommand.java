package io.twinhub.bootstrap.cli;

import io.twinhub.domain.json.JsonObject;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Module identities. */
@Command(
    name = "module-identity",
    description = "Manages module identities.",
    subcommands = {
      ModuleIdentityCommand.Create.class,
      ModuleIdentityCommand.Show.class,
      ModuleIdentityCommand.ListAll.class,
      ModuleIdentityCommand.Update.class,
      ModuleIdentityCommand.Delete.class,
      ModuleConnectionString.Group.class
    })
final class ModuleIdentityCommand extends CommandGroup {

  @Command(name = "create", description = "Registers a module of a device.")
  static final class Create implements Runnable {
    @Mixin
    private HubOptions options = new HubOptions();

    @Mixin
    private ModuleOption module = new ModuleOption();

    @Mixin
    private IdentityContent identity = new IdentityContent();

    @Override
    public void run() {
      JsonObject body = JsonObject.builder()
          .put("deviceId", module.device().id())
          .put("moduleId", module.id())
          .put("authentication", identity.authentication())
          .build();
      options.print(options
          .hub()
          .send("PUT", module.path(), Optional.empty(), Optional.of(body))
          .body());
    }
  }

  @Command(name = "show", description = "Prints a module identity.")
  static final class Show implements Runnable {
    @Mixin
    private HubOptions options = new HubOptions();

    @Mixin
    private ModuleOption module = new ModuleOption();

    @Override
    public void run() {
      options.print(options.hub().send("GET", module.path(), Optional.empty()).body());
    }
  }

  @Command(name = "list", description = "Prints the modules of a device.")
  static final class ListAll implements Runnable {
    @Mixin
    private HubOptions options = new HubOptions();

    @Mixin
    private DeviceOption device = new DeviceOption();

    @Override
    public void run() {
      options.print(options
          .hub()
          .send("GET", device.path() + "/modules", Optional.empty())
          .body());
    }
  }

  @Command(name = "update", description = "Changes how a module proves itself.")
  static final class Update implements Runnable {
    @Mixin
    private HubOptions options = new HubOptions();

    @Mixin
    private ModuleOption module = new ModuleOption();

    @Mixin
    private IdentityContent identity = new IdentityContent();

    @Override
    public void run() {
      HubApi hub = options.hub();
      JsonObject current =
          (JsonObject) hub.send("GET", module.path(), Optional.empty()).body();
      JsonObject body = current.with("authentication", identity.authentication());
      options.print(hub.send("PUT", module.path(), Optional.of("\"*\""), Optional.of(body))
          .body());
    }
  }

  @Command(name = "delete", description = "Deletes a module and its twin.")
  static final class Delete implements Runnable {
    @Mixin
    private HubOptions options = new HubOptions();

    @Mixin
    private ModuleOption module = new ModuleOption();

    @Override
    public void run() {
      options.hub().send("DELETE", module.path(), Optional.of("\"*\""));
    }
  }
}
