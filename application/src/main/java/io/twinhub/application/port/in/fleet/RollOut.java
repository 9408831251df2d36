package io.twinhub.application.port.in.fleet;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.DeviceId;
import java.util.List;

/** Gives many devices the same desired properties and follows how they report them. For one thread. */
public interface RollOut {

  /**
   * Patches {@code devices}. One that is refused has failed; the others go on.
   *
   * @throws HubException if all would be refused: the hub is not reached, the policy lacks a permission
   */
  RolloutCounts patch(List<DeviceId> devices, FleetProgress progress);

  /**
   * Looks once at each device that is not done.
   *
   * @throws HubException if the hub does not answer
   */
  RolloutCounts look();

  /** How far it is. */
  RolloutCounts counts();

  /** The first devices by id that were not connected when last looked at. */
  List<DeviceId> offline(int max);
}
