package io.twinhub.bootstrap.cli.command;

import io.twinhub.bootstrap.cli.option.HubCommand;
import io.twinhub.bootstrap.cli.option.HubOptions;
import io.twinhub.bootstrap.cli.option.YesOption;
import io.twinhub.bootstrap.cli.remote.AdminApi;
import io.twinhub.bootstrap.cli.remote.HubApi;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Snapshots of the hub that runs here. */
@Command(
    name = "snapshot",
    description = "Keeps what the running hub holds, and brings it back.",
    subcommands = {
      SnapshotCommand.Create.class,
      SnapshotCommand.Restore.class,
      SnapshotCommand.ListAll.class,
      SnapshotCommand.Delete.class
    })
public final class SnapshotCommand extends CommandGroup {
  /** How long a full hub, which has a million twins to write, may take. */
  private static final Duration WAIT_MAX = Duration.ofMinutes(10);

  /** The option that names a snapshot. */
  static final class NameParameter {
    @Parameters(paramLabel = "NAME", description = "The snapshot.")
    private String name = "";

    String path() {
      return "/snapshots/" + HubApi.segment(name);
    }
  }

  /** The admin port, with a longer time-out. */
  static AdminApi admin(HubOptions options) {
    return new AdminApi(options.local(), WAIT_MAX);
  }

  @Command(
      name = "create",
      description = {
        "Keeps all identities and twins under a name; writes go on meanwhile.",
        "Of a data folder: in its snapshots/NAME.db, a SQLite file. In memory: until the hub stops."
      })
  static final class Create extends HubCommand {
    @Mixin
    private NameParameter name = new NameParameter();

    @Override
    public void run() {
      JsonObject body = JsonObject.of("name", new JsonString(name.name));
      options.print(admin(options).send("POST", "/snapshots", Optional.of(body)));
    }
  }

  @Command(
      name = "restore",
      description = {
        "Replaces all identities and twins by those of a snapshot, in one step.",
        "Devices are disconnected. Policies and their keys stay."
      })
  static final class Restore extends HubCommand {
    @Mixin
    private YesOption yes = new YesOption();

    @Mixin
    private NameParameter name = new NameParameter();

    @Override
    public void run() {
      AdminApi admin = admin(options);
      yes.require("This replaces all devices and twins of the running hub by those of '%s'."
          .formatted(name.name));
      options.print(admin.send("POST", name.path() + "/restore", Optional.empty()));
    }
  }

  @Command(name = "list", description = "Prints all snapshots.")
  static final class ListAll extends HubCommand {
    @Override
    public void run() {
      JsonValue all = admin(options).send("GET", "/snapshots", Optional.empty());
      boolean none = all instanceof JsonArray array && array.elements().isEmpty();
      if (none && options.output().isTable()) {
        options.output().say("no snapshots; 'twinhub snapshot create NAME' makes one");
      } else {
        options.print(all);
      }
    }
  }

  @Command(name = "delete", description = "Deletes a snapshot.")
  static final class Delete extends HubCommand {
    @Mixin
    private NameParameter name = new NameParameter();

    @Override
    public void run() {
      admin(options).send("DELETE", name.path(), Optional.empty());
    }
  }
}
