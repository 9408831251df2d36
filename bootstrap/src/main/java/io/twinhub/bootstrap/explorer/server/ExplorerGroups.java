package io.twinhub.bootstrap.explorer.server;

import io.twinhub.bootstrap.explorer.ExplorerGroup;
import io.twinhub.bootstrap.explorer.ExplorerHub;
import io.twinhub.bootstrap.explorer.twin.OtherHubs;
import io.twinhub.bootstrap.explorer.twin.TwinGroups;
import java.util.List;

/** All groups of the API. */
public final class ExplorerGroups {
  private ExplorerGroups() {}

  /**
   * The groups for one hub; close them with the server.
   *
   * @param others finds the hubs that it is compared with
   */
  public static List<ExplorerGroup> of(ExplorerHub hub, OtherHubs others) {
    return TwinGroups.of(hub, others);
  }
}
