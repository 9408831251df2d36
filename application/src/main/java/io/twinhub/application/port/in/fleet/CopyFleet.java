package io.twinhub.application.port.in.fleet;

import io.twinhub.domain.error.HubException;
import java.util.function.Consumer;

/**
 * Writes the fleet of a hub or a file into a hub: adds and changes members, and deletes nothing. Members that
 * are already equal are left alone, so a copy may be run again at any time, also after a failure.
 */
public interface CopyFleet {

  /**
   * Writes all of {@code source}.
   *
   * @param refused is told of each member that the hub refuses, on the calling thread
   * @throws HubException if every member would be refused: the hub is not reached, or the policy lacks a
   *     permission
   */
  CopyResult run(FleetSource source, FleetProgress progress, Consumer<RefusedMember> refused);
}
