package io.twinhub.bootstrap.explorer.twin;

import io.twinhub.bootstrap.explorer.ExplorerGroup;
import io.twinhub.bootstrap.explorer.ExplorerHub;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The groups about devices, their twins and identities. */
public final class TwinGroups {
  private TwinGroups() {}

  /**
   * The groups for one hub; close them with the server.
   *
   * @param others finds the hubs that it is compared with
   * @param simulations what a device does that runs in this process
   */
  public static List<ExplorerGroup> of(
      ExplorerHub hub, OtherHubs others, Function<TwinAddress, Optional<JsonObject>> simulations) {
    return List.of(
        new HubGroup(hub),
        new DevicesGroup(hub),
        new TwinGroup(hub, simulations),
        new IdentityGroup(hub),
        new CompareGroup(hub, others));
  }
}
