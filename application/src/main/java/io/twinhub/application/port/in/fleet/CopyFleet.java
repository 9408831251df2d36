package io.twinhub.application.port.in.fleet;

import io.twinhub.domain.error.HubException;
import java.util.function.Consumer;

/**
 * Writes the fleet of a hub or a file into a hub: adds and changes, deletes nothing. Members that are equal
 * already are left alone, so it may be run again after anything.
 */
public interface CopyFleet {

  /**
   * Writes all of {@code source}.
   *
   * @param refused hears of each member that the hub refuses, on the calling thread
   * @throws HubException if all would be refused: the hub is not reached, the policy lacks a permission
   */
  CopyResult run(FleetSource source, FleetProgress progress, Consumer<RefusedMember> refused);
}
