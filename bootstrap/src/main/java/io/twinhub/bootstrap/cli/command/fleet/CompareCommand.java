package io.twinhub.bootstrap.cli.command.fleet;

import io.twinhub.application.fleet.FleetComparison;
import io.twinhub.application.fleet.Redaction;
import io.twinhub.application.port.in.fleet.CompareFleets;
import io.twinhub.application.port.in.fleet.CompareResult;
import io.twinhub.application.port.in.fleet.Difference;
import io.twinhub.application.port.in.fleet.FleetSelection;
import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.bootstrap.cli.remote.HubApi;
import io.twinhub.bootstrap.wiring.OpenHub;
import io.twinhub.domain.json.JsonValue;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows where the fleets of two hubs differ. */
@Command(
    name = "compare",
    description = {
      "Compares devices and modules, with keys and twins, of two hubs.",
      "Prints a line for each difference: id, place, value in --from, value in --to.",
      "Exit code 0: no difference; 1: differences."
    })
final class CompareCommand implements Runnable {
  /** How many differences are shown; the rest are only counted. */
  static final int SHOWN_MAX = 1000;

  /** How much of a value is shown, in characters. */
  private static final int VALUE_SHOWN_MAX = 200;

  @Spec
  private CommandSpec spec = CommandSpec.create();

  @Mixin
  private HubPair hubs = new HubPair();

  @Mixin
  private SelectionOption selection = new SelectionOption();

  @Mixin
  private RedactOption redact = new RedactOption();

  @Option(names = "--reported", description = "Compare reported properties too.")
  private boolean reported;

  private long shown;

  @Override
  public void run() {
    PrintWriter err = spec.commandLine().getErr();
    FleetSelection chosen = selection.selection();
    Redaction redaction = redact.redaction();
    try (OpenHub from = hubs.openFrom();
        OpenHub to = hubs.openTo();
        FleetRun run = new FleetRun(err, "the comparison is not complete")) {
      if (!reported) {
        err.println("reported properties are not compared; --reported compares them");
        err.flush();
      }
      CompareFleets compare = new FleetComparison(
          from.ports(), to.ports(), new FleetComparison.Extent(redaction, reported), run.lanes());
      CompareResult result = HubApi.explained(
          hubs::apiFrom, chosen.query(), () -> compare.run(chosen, run.progress(), this::tell));
      run.progress().finish();
      summarize(result);
    }
  }

  private void summarize(CompareResult result) {
    PrintWriter out = spec.commandLine().getOut();
    if (result.differences() > SHOWN_MAX) {
      out.println("… and %d more differences".formatted(result.differences() - SHOWN_MAX));
    }
    if (result.differing() == 0) {
      out.println("no difference in %d devices and modules".formatted(result.compared()));
      out.flush();
      return;
    }
    out.flush();
    throw CommandFailure.refused("%d of %d devices and modules %s, in %d %s"
        .formatted(
            result.differing(),
            result.compared(),
            result.differing() == 1 ? "differs" : "differ",
            result.differences(),
            result.differences() == 1 ? "place" : "places"));
  }

  private void tell(Difference difference) {
    if (++shown <= SHOWN_MAX) {
      String path = difference.path().toString();
      spec.commandLine()
          .getOut()
          .println("%s%s: %s | %s"
              .formatted(
                  difference.address(),
                  path.isEmpty() ? "" : " " + path,
                  value(difference.left()),
                  value(difference.right())));
    }
  }

  private static String value(Optional<JsonValue> value) {
    String text = value.map(JsonValue::toString).orElse("-");
    return text.length() <= VALUE_SHOWN_MAX ? text : text.substring(0, VALUE_SHOWN_MAX) + "…";
  }
}
