package io.twinhub.bootstrap.explorer;

import io.twinhub.bootstrap.simulation.Simulations;
import java.util.List;

/** All groups of the API. */
public final class ExplorerGroups {
  private ExplorerGroups() {}

  /** The groups for one hub; close them with the server. */
  public static List<ExplorerGroup> of(ExplorerHub hub) {
    Simulations simulations = new Simulations(hub.ports().connections());
    return List.of(
        new HubGroup(hub),
        new QueryGroup(hub),
        new LiveGroup(hub),
        new OperatorGroup(hub),
        new ActionGroup(hub.ports(), simulations));
  }
}
