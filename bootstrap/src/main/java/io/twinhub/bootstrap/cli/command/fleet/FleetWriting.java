package io.twinhub.bootstrap.cli.command.fleet;

import io.twinhub.application.port.in.fleet.CopyFleet;
import io.twinhub.application.port.in.fleet.CopyResult;
import io.twinhub.application.port.in.fleet.FleetSource;
import io.twinhub.application.port.in.fleet.RefusedMember;
import io.twinhub.bootstrap.cli.option.OutputOption;
import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.bootstrap.cli.print.ProgressLine;
import io.twinhub.domain.json.JsonObject;
import java.io.PrintWriter;

/** Writes a fleet into a hub and reports the result. */
final class FleetWriting {
  /** How many refusals are shown; the rest are only counted. */
  static final int REFUSALS_SHOWN_MAX = 100;

  /** The advice after Ctrl-C. */
  static final String GO_ON = "run the same command again to continue";

  private final PrintWriter err;
  private final ProgressLine progress;
  private long refusals;

  FleetWriting(PrintWriter err, ProgressLine progress) {
    this.err = err;
    this.progress = progress;
  }

  /**
   * Writes all of {@code source}; prints the counts.
   *
   * @throws CommandFailure if some were refused
   */
  void run(CopyFleet copy, FleetSource source, OutputOption output) {
    CopyResult result = copy.run(source, progress, this::tell);
    progress.finish();
    if (refusals > REFUSALS_SHOWN_MAX) {
      err.println("… and %d more refusals".formatted(refusals - REFUSALS_SHOWN_MAX));
    }
    output.print(json(result));
    if (result.refused() > 0) {
      throw CommandFailure.refused(
          "%d of %d devices and modules were refused".formatted(result.refused(), result.total()));
    }
  }

  private void tell(RefusedMember refusal) {
    if (++refusals <= REFUSALS_SHOWN_MAX) {
      progress.interject("%s refused: %d %s"
          .formatted(
              refusal.address(),
              refusal.error().code().httpStatus(),
              refusal.error().message()));
    }
  }

  private static JsonObject json(CopyResult result) {
    return JsonObject.builder()
        .put("created", result.created())
        .put("changed", result.changed())
        .put("equal", result.equal())
        .put("gone", result.gone())
        .put("refused", result.refused())
        .build();
  }
}
