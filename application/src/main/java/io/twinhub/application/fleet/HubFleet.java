package io.twinhub.application.fleet;

import io.twinhub.application.port.in.fleet.FleetEntry;
import io.twinhub.application.port.in.fleet.FleetProgress;
import io.twinhub.application.port.in.fleet.FleetSelection;
import io.twinhub.application.port.in.fleet.FleetSource;
import io.twinhub.application.port.out.HubPorts;
import io.twinhub.domain.identity.DeviceId;
import io.twinhub.domain.identity.TwinAddress;
import java.util.List;
import java.util.stream.Stream;

/** The fleet of a hub at the time it was listed; each member is read when it is asked for. */
public final class HubFleet implements FleetSource {
  private final FleetReader reader;
  private final Redaction redaction;
  private final List<DeviceId> edges;
  private final List<DeviceId> devices;
  private final List<TwinAddress> modules;

  private HubFleet(HubPorts hub, Redaction redaction, FleetIds ids, List<DeviceId> devices) {
    this.reader = new FleetReader(hub);
    this.redaction = redaction;
    this.devices = devices;
    this.edges = ids.edges(devices);
    this.modules = ids.modules(devices);
  }

  /**
   * Lists the devices of {@code selection} and their modules.
   *
   * @param redaction what is left out of them
   */
  public static HubFleet list(
      HubPorts hub, FleetSelection selection, Redaction redaction, FleetProgress progress) {
    FleetIds ids = new FleetIds(hub.queries(), progress);
    return new HubFleet(hub, redaction, ids, ids.devices(selection));
  }

  @Override
  public long count(Stage stage) {
    return addresses(stage).count();
  }

  @Override
  public Iterable<FleetEntry> members(Stage stage) {
    return () -> entries(addresses(stage)).iterator();
  }

  /** All members in the order of their addresses, each device before its modules. */
  Iterable<FleetEntry> all() {
    List<TwinAddress> all = Stream.concat(addresses(Stage.DEVICES), addresses(Stage.MODULES))
        .sorted()
        .toList();
    return () -> entries(all.stream()).iterator();
  }

  private Stream<FleetEntry> entries(Stream<TwinAddress> addresses) {
    return addresses.map(address -> new FleetEntry(address, () -> reader.told(address, redaction)));
  }

  private Stream<TwinAddress> addresses(Stage stage) {
    return switch (stage) {
      case EDGES -> edges.stream().map(TwinAddress::of);
      case DEVICES -> devices.stream().map(TwinAddress::of);
      case MODULES -> modules.stream();
    };
  }
}
