package io.twinhub.bootstrap.explorer.twin;

import io.twinhub.bootstrap.wiring.OpenHub;

/** Finds the hubs that another one is compared with. */
public interface OtherHubs {

  /**
   * Opens a hub; the caller closes it.
   *
   * @param name the name of a hub that runs on this machine, or a service connection string
   * @throws io.twinhub.domain.error.HubException if there is none, without the connection string in its message
   */
  OpenHub open(String name);
}
