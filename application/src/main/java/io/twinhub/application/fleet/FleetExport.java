package io.twinhub.application.fleet;

import io.twinhub.application.port.in.fleet.ExportFleet;
import io.twinhub.application.port.in.fleet.FleetEntry;
import io.twinhub.application.port.in.fleet.FleetProgress;
import io.twinhub.application.port.in.fleet.FleetSource;
import io.twinhub.domain.json.JsonObject;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads the members of a fleet, several of them concurrently. */
public final class FleetExport implements ExportFleet {
  private final HubFleet fleet;
  private final OrderedCalls lanes;

  /** An export of {@code fleet}. */
  public FleetExport(HubFleet fleet, OrderedCalls lanes) {
    this.fleet = fleet;
    this.lanes = lanes;
  }

  @Override
  public long run(FleetProgress progress, Consumer<JsonObject> written) {
    long total = fleet.count(FleetSource.Stage.DEVICES) + fleet.count(FleetSource.Stage.MODULES);
    progress.begin("reading devices and modules", total);
    Count count = new Count();
    lanes.each(fleet.all(), this::document, document -> {
      document.ifPresent(one -> {
        written.accept(one);
        count.exported++;
      });
      progress.done(++count.read);
    });
    return count.exported;
  }

  private static final class Count {
    private long read;
    private long exported;
  }

  private Optional<JsonObject> document(FleetEntry entry) {
    return entry.member().get().map(FleetDocument::of);
  }
}
