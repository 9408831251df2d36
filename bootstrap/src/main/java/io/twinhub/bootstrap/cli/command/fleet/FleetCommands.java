package io.twinhub.bootstrap.cli.command.fleet;

import io.twinhub.application.fleet.FleetCopy;
import io.twinhub.application.fleet.FleetExport;
import io.twinhub.application.fleet.HubFleet;
import io.twinhub.application.fleet.Redaction;
import io.twinhub.application.port.in.fleet.CopyFleet;
import io.twinhub.application.port.in.fleet.FleetSelection;
import io.twinhub.application.port.in.fleet.FleetSource;
import io.twinhub.bootstrap.cli.command.CommandGroup;
import io.twinhub.bootstrap.cli.option.HubCommand;
import io.twinhub.bootstrap.cli.option.OutputOption;
import io.twinhub.bootstrap.cli.remote.HubApi;
import io.twinhub.bootstrap.fleet.FleetFile;
import io.twinhub.bootstrap.fleet.FleetFileWriter;
import io.twinhub.bootstrap.wiring.OpenHub;
import io.twinhub.domain.json.JsonObject;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The commands on whole fleets: from hub to hub, to a file, and from a file. */
public final class FleetCommands {
  private FleetCommands() {}

  public static CommandLine group() {
    return CommandGroup.named("hub", "Moves and compares the fleets of any two hubs.")
        .addSubcommand(new Copy())
        .addSubcommand(new CompareCommand())
        .addSubcommand(new Export())
        .addSubcommand(new Import());
  }

  @Command(
      name = "copy",
      description = {
        "Copies devices and modules, with keys and twins, from one hub to another.",
        "Adds and changes, deletes nothing; what is equal is passed over."
      })
  static final class Copy implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private HubPair hubs = new HubPair();

    @Mixin
    private SelectionOption selection = new SelectionOption();

    @Mixin
    private RedactOption redact = new RedactOption();

    @Mixin
    private ReportedOption reported = new ReportedOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Override
    public void run() {
      PrintWriter err = spec.commandLine().getErr();
      FleetSelection chosen = selection.selection();
      Redaction redaction = redact.redaction();
      try (OpenHub from = hubs.openFrom();
          OpenHub to = hubs.openTo();
          FleetRun run = new FleetRun(err, FleetWriting.GO_ON)) {
        hubs.requireTo();
        CopyFleet copy = new FleetCopy(to.ports(), reported.isGiven(err), run.lanes());
        FleetSource source = HubApi.explained(
            hubs::apiFrom,
            chosen.query(),
            () -> HubFleet.list(from.ports(), chosen, redaction, run.progress()));
        new FleetWriting(err, run.progress()).run(copy, source, output);
      }
    }
  }

  @Command(
      name = "import",
      description = {
        "Writes the devices and modules of a file into a hub.",
        "Adds and changes, deletes nothing; what is equal is passed over."
      })
  static final class Import extends HubCommand {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private RedactOption redact = new RedactOption();

    @Mixin
    private ReportedOption reported = new ReportedOption();

    @Parameters(paramLabel = "FILE", description = "The file, as 'hub export' writes it.")
    private Path file = Path.of("");

    @Override
    public void run() {
      PrintWriter err = spec.commandLine().getErr();
      FleetFile source = FleetFile.open(file, redact.redaction());
      try (OpenHub to = options.open();
          FleetRun run = new FleetRun(err, FleetWriting.GO_ON)) {
        CopyFleet copy = new FleetCopy(to.ports(), reported.isGiven(err), run.lanes());
        new FleetWriting(err, run.progress()).run(copy, source, options.output());
      }
    }
  }

  @Command(
      name = "export",
      description = {
        "Writes the devices and modules of a hub to a file, with keys and twins.",
        "One JSON object a line, sorted, in a form that can be compared line by line."
      })
  static final class Export extends HubCommand {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private SelectionOption selection = new SelectionOption();

    @Mixin
    private RedactOption redact = new RedactOption();

    @Parameters(paramLabel = "FILE", description = "The file; one that is there is replaced.")
    private Path file = Path.of("");

    @Override
    public void run() {
      FleetSelection chosen = selection.selection();
      Redaction redaction = redact.redaction();
      try (OpenHub from = options.open();
          FleetRun run = new FleetRun(spec.commandLine().getErr(), file + " is as it was before");
          FleetFileWriter out = FleetFileWriter.begin(file)) {
        HubFleet fleet = HubApi.explained(
            options::hub,
            chosen.query(),
            () -> HubFleet.list(from.ports(), chosen, redaction, run.progress()));
        long exported = new FleetExport(fleet, run.lanes()).run(run.progress(), out::write);
        out.finish();
        run.progress().finish();
        options.print(JsonObject.builder()
            .put("exported", exported)
            .put("file", file.toString())
            .build());
      }
    }
  }
}
