package io.twinhub.application.fleet;

import io.twinhub.application.port.in.fleet.CopyFleet;
import io.twinhub.application.port.in.fleet.CopyResult;
import io.twinhub.application.port.in.fleet.FleetEntry;
import io.twinhub.application.port.in.fleet.FleetMember;
import io.twinhub.application.port.in.fleet.FleetProgress;
import io.twinhub.application.port.in.fleet.FleetSource;
import io.twinhub.application.port.in.fleet.FleetSource.Stage;
import io.twinhub.application.port.in.fleet.RefusedMember;
import io.twinhub.application.port.out.HubPorts;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.HubException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Copies a fleet stage by stage: edge devices, all devices, modules. The hub generates keys that the source
 * does not give.
 */
public final class FleetCopy implements CopyFleet {
  private final FleetWriter writer;
  private final Function<FleetMember, FleetWriter.Outcome> write;
  private final OrderedCalls lanes;

  private FleetCopy(
      FleetWriter writer, Function<FleetMember, FleetWriter.Outcome> write, OrderedCalls lanes) {
    this.writer = writer;
    this.write = write;
    this.lanes = lanes;
  }

  /**
   * A copy.
   *
   * @param reports whether to connect as each device and write the reported properties of the source
   */
  public FleetCopy(HubPorts target, boolean reports, OrderedCalls lanes) {
    this(new FleetWriter(target, reports), lanes);
  }

  private FleetCopy(FleetWriter writer, OrderedCalls lanes) {
    this(writer, writer::write, lanes);
  }

  /**
   * A copy for the first contents of a hub: it leaves existing members alone, and writes reported properties
   * as each device, which a hub in this process allows for all but disabled devices.
   */
  public static FleetCopy ofMissing(HubPorts target, OrderedCalls lanes) {
    FleetWriter writer = new FleetWriter(target, true);
    return new FleetCopy(writer, writer::seed, lanes);
  }

  @Override
  public CopyResult run(
      FleetSource source, FleetProgress progress, Consumer<RefusedMember> refused) {
    Tally ahead = new Tally(again -> {});
    stage(source, Stage.EDGES, progress, ahead);
    Tally tally = new Tally(refused);
    stage(source, Stage.DEVICES, progress, tally);
    stage(source, Stage.MODULES, progress, tally);
    return tally.result();
  }

  private void stage(FleetSource source, Stage stage, FleetProgress progress, Tally tally) {
    long total = source.count(stage);
    if (total == 0) {
      return;
    }
    Function<FleetMember, FleetWriter.Outcome> step =
        stage == Stage.EDGES ? writer::makeAhead : write;
    progress.begin("writing " + stage.noun(), total);
    long before = tally.total();
    lanes.each(source.members(stage), entry -> attempt(entry, step), attempt -> {
      tally.add(attempt);
      progress.done(tally.total() - before);
    });
  }

  /**
   * The result for one member: an outcome or a refusal; neither if the member was deleted from the source.
   */
  record Attempt(Optional<FleetWriter.Outcome> outcome, Optional<RefusedMember> refusal) {}

  private Attempt attempt(FleetEntry entry, Function<FleetMember, FleetWriter.Outcome> step) {
    try {
      return new Attempt(entry.member().get().map(step), Optional.empty());
    } catch (HubException refused) {
      HubError error = refused.error();
      if (RefusedMember.endsAll(error)) {
        throw refused;
      }
      return new Attempt(Optional.empty(), Optional.of(new RefusedMember(entry.address(), error)));
    }
  }
}
