package io.twinhub.local.engine.configurations;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.DeviceId;
import io.twinhub.local.engine.writer.Transaction;
import java.util.Set;

/** The modules of edge devices. Used by the writer's thread only. */
@FunctionalInterface
public interface EdgeModules {

  /**
   * Registers modules of an edge device and deletes others; those of the edge runtime stay.
   *
   * @param named the ids of the modules that the device must have
   * @param all whether every other module is deleted, and not only those that deployments made
   * @throws HubException if the device or the hub may not have so many; then nothing is registered
   */
  void shape(Transaction tx, DeviceId device, Set<String> named, boolean all);
}
