package io.twinhub.bootstrap.fleet;

import io.twinhub.application.port.in.fleet.FleetEntry;
import io.twinhub.application.port.in.fleet.FleetMember;
import io.twinhub.application.port.in.fleet.FleetSource;
import java.util.List;
import java.util.Optional;

/** A small fleet, held in memory. */
final class ListedFleet implements FleetSource {
  private final List<FleetMember> members;

  ListedFleet(List<FleetMember> members) {
    this.members = List.copyOf(members);
  }

  private List<FleetMember> of(Stage stage) {
    return members.stream().filter(stage::holds).toList();
  }

  @Override
  public long count(Stage stage) {
    return of(stage).size();
  }

  @Override
  public Iterable<FleetEntry> members(Stage stage) {
    return of(stage).stream()
        .map(member -> new FleetEntry(member.address(), () -> Optional.of(member)))
        .toList();
  }
}
