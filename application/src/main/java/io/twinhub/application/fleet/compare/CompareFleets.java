package io.twinhub.application.fleet.compare;

import io.twinhub.application.fleet.FleetDocument;
import io.twinhub.application.fleet.FleetIds;
import io.twinhub.application.fleet.FleetProgress;
import io.twinhub.application.fleet.FleetReader;
import io.twinhub.application.fleet.FleetSelection;
import io.twinhub.application.fleet.OrderedCalls;
import io.twinhub.application.fleet.Redaction;
import io.twinhub.application.port.out.HubPorts;
import io.twinhub.domain.identity.DeviceId;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Finds where the fleets of two hubs differ. */
public final class CompareFleets {
  private final HubPorts left;
  private final HubPorts right;
  private final Redaction redaction;
  private final boolean reported;

  /**
   * A comparison.
   *
   * @param redaction what is not compared
   * @param reported whether reported properties are compared
   */
  public CompareFleets(HubPorts left, HubPorts right, Redaction redaction, boolean reported) {
    this.left = left;
    this.right = right;
    this.redaction = redaction;
    this.reported = reported;
  }

  /**
   * Compares the devices that {@code selection} finds in either hub, and their modules.
   *
   * @param found takes the differences in the order of ids and places, on the calling thread
   */
  public CompareResult run(
      FleetSelection selection,
      OrderedCalls lanes,
      FleetProgress progress,
      Consumer<Difference> found) {
    List<TwinAddress> members = members(selection, progress);
    progress.begin("comparing", members.size());
    Count count = new Count();
    lanes.each(members, this::differences, differences -> {
      count.differing += differences.isEmpty() ? 0 : 1;
      count.differences += differences.size();
      differences.forEach(found);
      progress.done(++count.compared);
    });
    return new CompareResult(count.compared, count.differing, count.differences);
  }

  private static final class Count {
    private long compared;
    private long differing;
    private long differences;
  }

  private List<TwinAddress> members(FleetSelection selection, FleetProgress progress) {
    FleetIds ofLeft = new FleetIds(left.queries(), progress);
    FleetIds ofRight = new FleetIds(right.queries(), progress);
    TreeSet<DeviceId> devices = new TreeSet<>(ofLeft.devices(selection));
    devices.addAll(ofRight.devices(selection));
    TreeSet<TwinAddress> members = new TreeSet<>();
    devices.forEach(device -> members.add(TwinAddress.of(device)));
    members.addAll(ofLeft.modules(devices));
    members.addAll(ofRight.modules(devices));
    return List.copyOf(members);
  }

  private List<Difference> differences(TwinAddress address) {
    return Difference.between(address, document(left, address), document(right, address));
  }

  private Optional<JsonObject> document(HubPorts hub, TwinAddress address) {
    return new FleetReader(hub)
        .told(address, redaction)
        .map(member -> reported ? member : member.with(member.content().withoutReported()))
        .map(FleetDocument::of);
  }
}
