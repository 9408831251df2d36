package io.twinhub.bootstrap.explorer.twin;

import io.twinhub.bootstrap.explorer.ExplorerGroup;
import io.twinhub.bootstrap.explorer.ExplorerHub;
import java.util.List;

/** The groups about devices, their twins and identities. */
public final class TwinGroups {
  private TwinGroups() {}

  /**
   * The groups for one hub; close them with the server.
   *
   * @param others finds the hubs that it is compared with
   */
  public static List<ExplorerGroup> of(ExplorerHub hub, OtherHubs others) {
    return List.of(
        new HubGroup(hub),
        new DevicesGroup(hub),
        new TwinGroup(hub),
        new IdentityGroup(hub),
        new CompareGroup(hub, others));
  }
}
