package io.twinhub.application.fleet;

import io.twinhub.application.port.in.fleet.CompareFleets;
import io.twinhub.application.port.in.fleet.CompareResult;
import io.twinhub.application.port.in.fleet.Difference;
import io.twinhub.application.port.in.fleet.FleetProgress;
import io.twinhub.application.port.in.fleet.FleetSelection;
import io.twinhub.application.port.out.HubPorts;
import io.twinhub.domain.identity.DeviceId;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Compares two fleets member by member; several members are read concurrently, each from both hubs. */
public final class FleetComparison implements CompareFleets {
  private final HubPorts left;
  private final HubPorts right;
  private final Extent extent;
  private final OrderedCalls lanes;

  /**
   * What is compared.
   *
   * @param redaction what is left out of the comparison
   * @param reported whether reported properties are compared
   */
  public record Extent(Redaction redaction, boolean reported) {}

  /** A comparison of two hubs. */
  public FleetComparison(HubPorts left, HubPorts right, Extent extent, OrderedCalls lanes) {
    this.left = left;
    this.right = right;
    this.extent = extent;
    this.lanes = lanes;
  }

  @Override
  public CompareResult run(
      FleetSelection selection, FleetProgress progress, Consumer<Difference> found) {
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
    return MemberComparison.differences(address, document(left, address), document(right, address));
  }

  private Optional<JsonObject> document(HubPorts hub, TwinAddress address) {
    return new FleetReader(hub)
        .told(address, extent.redaction())
        .map(member -> extent.reported() ? member : member.with(member.content().withoutReported()))
        .map(FleetDocument::of);
  }
}
