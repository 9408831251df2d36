package io.twinhub.bootstrap.explorer.group;

import io.twinhub.bootstrap.explorer.ExplorerGroup;
import io.twinhub.bootstrap.explorer.ExplorerHub;
import io.twinhub.bootstrap.simulation.Simulations;
import java.util.List;

/** Groups about what happens in a hub, and about what devices do. */
public final class HubGroups {
  private HubGroups() {}

  /**
   * The groups for one hub; close them with the server.
   *
   * @param simulations the devices that run in this process; closed with the groups
   */
  public static List<ExplorerGroup> of(ExplorerHub hub, Simulations simulations) {
    return List.of(
        new QueryGroup(hub),
        new LiveGroup(hub),
        new JobGroup(hub),
        new ConfigurationGroup(hub),
        new OperatorGroup(hub),
        new ActionGroup(hub.ports(), simulations));
  }
}
