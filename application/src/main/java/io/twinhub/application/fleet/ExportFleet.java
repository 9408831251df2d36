package io.twinhub.application.fleet;

import io.twinhub.domain.json.JsonObject;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads the fleet of a hub as documents, in the order of their ids, each device before its modules. */
public final class ExportFleet {
  private final OrderedCalls lanes;

  /** An export. */
  public ExportFleet(OrderedCalls lanes) {
    this.lanes = lanes;
  }

  /**
   * Reads all of {@code fleet}.
   *
   * @param written takes the documents, on the calling thread
   * @return how many there were
   */
  public long run(HubFleet fleet, FleetProgress progress, Consumer<JsonObject> written) {
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
