package io.twinhub.bootstrap.explorer;

import java.util.List;

/** All groups of the API. */
public final class ExplorerGroups {
  private ExplorerGroups() {}

  /** The groups for one hub; close them with the server. */
  public static List<ExplorerGroup> of(ExplorerHub hub) {
    return List.of(new HubGroup(hub));
  }
}
