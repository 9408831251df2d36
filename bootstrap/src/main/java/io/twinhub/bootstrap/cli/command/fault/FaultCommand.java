package io.twinhub.bootstrap.cli.command.fault;

import io.twinhub.bootstrap.cli.command.CommandGroup;
import io.twinhub.bootstrap.cli.option.HubCommand;
import io.twinhub.bootstrap.cli.option.HubOptions;
import io.twinhub.bootstrap.cli.remote.AdminApi;
import io.twinhub.bootstrap.cli.remote.HubApi;
import io.twinhub.domain.json.JsonArray;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Faults of the hub that runs here. */
@Command(
    name = "fault",
    description = {
      "Disturbs the running hub on purpose, so that clients can be tested.",
      "Faults are slow answers, refusals, dropped connections, lost notifications and bad"
          + " certificates."
    },
    subcommands = {
      FaultCommand.Create.class,
      FaultCommand.ListAll.class,
      FaultCommand.Delete.class,
      FaultCommand.Clear.class
    })
public final class FaultCommand extends CommandGroup {
  private static final String FAULTS = "/faults";

  private static AdminApi admin(HubOptions options) {
    return new AdminApi(options.local());
  }

  @Command(name = "create", description = "Makes a fault, which takes effect at once.")
  static final class Create extends HubCommand {
    @Mixin
    private FaultOptions fault = new FaultOptions();

    @Override
    public void run() {
      options.print(admin(options).send("POST", FAULTS, Optional.of(fault.document())));
    }
  }

  @Command(name = "list", description = "Prints the faults that are not over.")
  static final class ListAll extends HubCommand {
    @Override
    public void run() {
      JsonArray all = (JsonArray) admin(options).send("GET", FAULTS, Optional.empty());
      if (all.elements().isEmpty() && options.output().isTable()) {
        options.output().say("no faults; 'twinhub fault create' makes one");
      } else {
        options.print(all);
      }
    }
  }

  @Command(name = "delete", description = "Deletes a fault.")
  static final class Delete extends HubCommand {
    @Option(
        names = {"--fault-id", "--id"},
        required = true,
        paramLabel = "ID",
        description = "The fault, such as latency-1.")
    private String id = "";

    @Override
    public void run() {
      admin(options).send("DELETE", FAULTS + "/" + HubApi.segment(id), Optional.empty());
    }
  }

  @Command(name = "clear", description = "Deletes all faults.")
  static final class Clear extends HubCommand {
    @Override
    public void run() {
      admin(options).send("DELETE", FAULTS, Optional.empty());
    }
  }
}
