package io.twinhub.bootstrap.cli.command.identity;

import io.twinhub.bootstrap.cli.command.CommandGroup;
import io.twinhub.bootstrap.cli.edit.EditOptions;
import io.twinhub.bootstrap.cli.option.DeviceContent;
import io.twinhub.bootstrap.cli.option.DeviceOption;
import io.twinhub.bootstrap.cli.option.EtagOption;
import io.twinhub.bootstrap.cli.option.HubCommand;
import io.twinhub.bootstrap.cli.option.IdentityContent;
import io.twinhub.bootstrap.cli.option.KeyOption;
import io.twinhub.bootstrap.cli.option.ModuleOption;
import io.twinhub.bootstrap.cli.option.TargetCommand;
import io.twinhub.bootstrap.cli.option.TargetOption;
import io.twinhub.bootstrap.cli.option.choice.DeviceSelection;
import io.twinhub.bootstrap.cli.option.choice.TopOption;
import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.bootstrap.cli.remote.HubApi;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonObject;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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
        .addSubcommand(new ListDevices())
        .addSubcommand(RenewKeyCommand.of(new DeviceOption()))
        .addSubcommand(FamilyCommands.ofParents())
        .addSubcommand(FamilyCommands.ofChildren())
        .addSubcommand(new TransferCommands.Export())
        .addSubcommand(new TransferCommands.Import());
  }

  /** The group for modules. */
  public static CommandLine ofModules() {
    return group(
            "module-identity",
            "Manages module identities.",
            ModuleOption::new,
            IdentityContent::new)
        .addSubcommand(new ListModules())
        .addSubcommand(RenewKeyCommand.of(new ModuleOption()));
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

    @Mixin
    private EditOptions edits = new EditOptions();

    @Mixin
    private EtagOption etag = new EtagOption();

    Update(TargetOption target, IdentityContent content) {
      super(target);
      this.content = content;
    }

    @Override
    public void run() {
      if (content.isEmpty() && edits.isEmpty()) {
        throw CommandFailure.usage("say what to change; --help lists the options");
      }
      edits.check();
      HubApi hub = options.hub();
      JsonObject current =
          (JsonObject) hub.send("GET", target.path(), Optional.empty()).body();
      JsonObject body = edits.over(content.over(current));
      options.print(
          hub.send("PUT", target.path(), etag.ifMatch().or(() -> ANY_ETAG), Optional.of(body))
              .body());
    }
  }

  @Command(
      name = "delete",
      description = "Deletes an identity and its twin, a device with its modules.")
  static final class Delete extends TargetCommand {
    @Mixin
    private EtagOption etag = new EtagOption();

    Delete(TargetOption target) {
      super(target);
    }

    @Override
    public void run() {
      options.hub().send("DELETE", target.path(), etag.ifMatch().or(() -> ANY_ETAG));
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

  @Command(
      name = "list",
      description = "Prints the devices, with the twin of each, as 'device-twin list' does.")
  static final class ListDevices extends HubCommand {
    @Mixin
    private DeviceSelection selection = new DeviceSelection();

    @Override
    public void run() {
      options.print(selection.twins(options::hub));
    }
  }

  @Command(name = "list", description = "Prints the modules of a device.")
  static final class ListModules extends HubCommand {
    @Mixin
    private DeviceOption device = new DeviceOption();

    @Mixin
    private TopOption top = new TopOption();

    @Override
    public void run() {
      int rows = top.rows();
      JsonArray modules = (JsonArray) options
          .hub()
          .send("GET", device.path() + "/modules", Optional.empty())
          .body();
      options.print(new JsonArray(modules.elements().stream().limit(rows).toList()));
    }
  }
}
