package io.twinhub.bootstrap.cli.command.twin;

import io.twinhub.bootstrap.cli.command.CommandGroup;
import io.twinhub.bootstrap.cli.edit.EditOptions;
import io.twinhub.bootstrap.cli.option.DeviceOption;
import io.twinhub.bootstrap.cli.option.EtagOption;
import io.twinhub.bootstrap.cli.option.HubCommand;
import io.twinhub.bootstrap.cli.option.ModuleOption;
import io.twinhub.bootstrap.cli.option.TargetCommand;
import io.twinhub.bootstrap.cli.option.TargetOption;
import io.twinhub.bootstrap.cli.option.choice.DeviceSelection;
import io.twinhub.domain.json.JsonObject;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Twins: show, update, replace; the same for devices and modules. */
public final class TwinCommands {
  private TwinCommands() {}

  /** The group for devices. */
  public static CommandLine ofDevices() {
    return group("device-twin", "Shows and changes device twins.", DeviceOption::new)
        .addSubcommand(new ListTwins());
  }

  /** The group for modules. */
  public static CommandLine ofModules() {
    return group("module-twin", "Shows and changes module twins.", ModuleOption::new);
  }

  private static CommandLine group(String name, String description, Supplier<TargetOption> target) {
    return CommandGroup.named(name, description)
        .addSubcommand(new Show(target.get()))
        .addSubcommand(new Update(target.get()))
        .addSubcommand(new Replace(target.get()));
  }

  @Command(name = "show", description = "Prints a twin.")
  static final class Show extends TargetCommand {
    Show(TargetOption target) {
      super(target);
    }

    @Override
    public void run() {
      options.print(
          options.hub().send("GET", target.twinPath(), Optional.empty()).body());
    }
  }

  @Command(name = "list", description = "Prints the twins of devices.")
  static final class ListTwins extends HubCommand {
    @Mixin
    private DeviceSelection selection = new DeviceSelection();

    @Override
    public void run() {
      options.print(selection.twins(options::hub));
    }
  }

  @Command(name = "update", description = "Merges into a twin; null removes.")
  static final class Update extends TargetCommand {
    @Mixin
    private TwinContent content = new TwinContent();

    @Mixin
    private EditOptions edits = new EditOptions();

    @Mixin
    private EtagOption etag = new EtagOption();

    Update(TargetOption target) {
      super(target);
    }

    @Override
    public void run() {
      if (edits.isEmpty()) {
        JsonObject body = content.body("--tags, --desired, --json, --set, --add and --remove");
        options.print(options
            .hub()
            .send("PATCH", target.twinPath(), etag.ifMatch(), Optional.of(body))
            .body());
      } else {
        edits.check();
        TwinEdits twin = new TwinEdits(options.hub(), target.twinPath(), edits);
        options.print(twin.write(content.given().orElse(JsonObject.EMPTY), etag.ifMatch()));
      }
    }
  }

  @Command(name = "replace", description = "Replaces tags and desired properties of a twin.")
  static final class Replace extends TargetCommand {
    @Mixin
    private TwinContent content = new TwinContent();

    @Mixin
    private EtagOption etag = new EtagOption();

    Replace(TargetOption target) {
      super(target);
    }

    @Override
    public void run() {
      JsonObject body = content.body("--tags, --desired and --json");
      options.print(options
          .hub()
          .send("PUT", target.twinPath(), etag.ifMatch(), Optional.of(body))
          .body());
    }
  }
}
