package io.twinhub.bootstrap.cli.command;

import io.twinhub.application.port.in.DeviceIdentities;
import io.twinhub.bootstrap.cli.option.DeviceContent;
import io.twinhub.bootstrap.cli.option.DeviceOption;
import io.twinhub.bootstrap.cli.option.HubCommand;
import io.twinhub.bootstrap.cli.option.IdentityContent;
import io.twinhub.bootstrap.cli.option.KeyOption;
import io.twinhub.bootstrap.cli.option.ModuleOption;
import io.twinhub.bootstrap.cli.option.TargetCommand;
import io.twinhub.bootstrap.cli.option.TargetOption;
import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.bootstrap.cli.remote.HubApi;
import io.twinhub.domain.json.JsonObject;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Identities: create, show, list, update, delete. The commands for devices and modules are the same, except
 * for the lists.
 */
public final class IdentityCommands {
  /** Overwrites any present state, as {@code az iot} does. */
  private static final Optional<String> ANY_ETAG = Optional.of("\"*\"");

  private IdentityCommands() {}

  /** The group for devices. */
  public static CommandLine ofDevices() {
    return group(
            "device-identity", "Manages device identities.", DeviceOption::new, DeviceContent::new)
        .addSubcommand(new ListDevices());
  }

  /** The group for modules. */
  public static CommandLine ofModules() {
    return group(
            "module-identity",
            "Manages module identities.",
            ModuleOption::new,
            IdentityContent::new)
        .addSubcommand(new ListModules());
  }

  private static CommandLine group(
      String name,
      String description,
      Supplier<TargetOption> target,
      Supplier<IdentityContent> content) {
    CommandLine connectionString =
        CommandGroup.named("connection-string", "What a program is given to connect.");
    return CommandGroup.named(name, description)
        .addSubcommand(new Create(target.get(), content.get()))
        .addSubcommand(new Show(target.get()))
        .addSubcommand(new Update(target.get(), content.get()))
        .addSubcommand(new Delete(target.get()))
        .addSubcommand(connectionString.addSubcommand(new ShowConnectionString(target.get())));
  }

  @Command(name = "create", description = "Registers an identity and its twin.")
  static final class Create extends TargetCommand {
    @Mixin
    private final IdentityContent content;

    Create(TargetOption target, IdentityContent content) {
      super(target);
      this.content = content;
    }

    @Override
    public void run() {
      JsonObject body = content.created(target.ids());
      options.print(options
          .hub()
          .send("PUT", target.path(), Optional.empty(), Optional.of(body))
          .body());
    }
  }

  @Command(name = "show", description = "Prints an identity.")
  static final class Show extends TargetCommand {
    Show(TargetOption target) {
      super(target);
    }

    @Override
    public void run() {
      options.print(options.hub().send("GET", target.path(), Optional.empty()).body());
    }
  }

  @Command(name = "update", description = "Changes an identity.")
  static final class Update extends TargetCommand {
    @Mixin
    private final IdentityContent content;

    Update(TargetOption target, IdentityContent content) {
      super(target);
      this.content = content;
    }

    @Override
    public void run() {
      if (content.isEmpty()) {
        throw CommandFailure.usage("say what to change; --help lists the options");
      }
      HubApi hub = options.hub();
      JsonObject current =
          (JsonObject) hub.send("GET", target.path(), Optional.empty()).body();
      JsonObject body = content.over(current);
      options.print(hub.send("PUT", target.path(), ANY_ETAG, Optional.of(body)).body());
    }
  }

  @Command(
      name = "delete",
      description = "Deletes an identity and its twin, a device with its modules.")
  static final class Delete extends TargetCommand {
    Delete(TargetOption target) {
      super(target);
    }

    @Override
    public void run() {
      options.hub().send("DELETE", target.path(), ANY_ETAG);
    }
  }

  @Command(name = "show", description = "Prints a connection string.")
  static final class ShowConnectionString extends TargetCommand {
    @Mixin
    private KeyOption key = new KeyOption();

    ShowConnectionString(TargetOption target) {
      super(target);
    }

    @Override
    public void run() {
      options.print(key.connectionString(options.hub(), target));
    }
  }

  @Command(name = "list", description = "Prints device identities.")
  static final class ListDevices extends HubCommand {
    @Option(
        names = "--top",
        paramLabel = "N",
        defaultValue = "1000",
        description = "How many at most. Default: ${DEFAULT-VALUE}.")
    private int top = 1000;

    @Override
    public void run() {
      if (top < 1) {
        throw CommandFailure.usage("--top: at least 1");
      }
      if (top > DeviceIdentities.LIST_MAX) {
        throw CommandFailure.usage("--top: at most %d; 'twinhub query' has no such limit"
            .formatted(DeviceIdentities.LIST_MAX));
      }
      options.print(
          options.hub().send("GET", "/devices?top=" + top, Optional.empty()).body());
    }
  }

  @Command(name = "list", description = "Prints the modules of a device.")
  static final class ListModules extends HubCommand {
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
}
