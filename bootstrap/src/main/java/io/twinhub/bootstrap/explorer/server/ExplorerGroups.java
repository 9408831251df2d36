package io.twinhub.bootstrap.explorer.server;

import io.twinhub.bootstrap.explorer.ExplorerGroup;
import io.twinhub.bootstrap.explorer.ExplorerHub;
import io.twinhub.bootstrap.explorer.group.HubGroups;
import io.twinhub.bootstrap.explorer.twin.OtherHubs;
import io.twinhub.bootstrap.explorer.twin.TwinGroups;
import io.twinhub.bootstrap.simulation.Simulations;
import java.util.List;
import java.util.stream.Stream;

/** All groups of the API. */
public final class ExplorerGroups {
  private ExplorerGroups() {}

  /**
   * The groups for one hub; close them with the server.
   *
   * @param others finds the hubs that it is compared with
   */
  public static List<ExplorerGroup> of(ExplorerHub hub, OtherHubs others) {
    Simulations simulations = new Simulations(hub.ports().connections());
    return Stream.of(TwinGroups.of(hub, others, simulations::of), HubGroups.of(hub, simulations))
        .flatMap(List::stream)
        .toList();
  }
}
