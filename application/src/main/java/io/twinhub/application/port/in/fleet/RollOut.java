package io.twinhub.application.port.in.fleet;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.DeviceId;
import java.util.List;

/**
 * Gives many devices the same desired properties and follows how they report them. Not safe for use by
 * several threads.
 */
public interface RollOut {

  /**
   * Patches {@code devices}. A device whose patch is refused counts as failed; the others continue.
   *
   * @throws HubException if every device would be refused: the hub is not reached, or the policy lacks a
   *     permission
   */
  RolloutCounts patch(List<DeviceId> devices, FleetProgress progress);

  /**
   * Checks each device that is not done, once.
   *
   * @throws HubException if the hub does not answer
   */
  RolloutCounts look();

  /** How far the rollout is. */
  RolloutCounts counts();

  /** The first devices, by id, that were not connected at the last check. */
  List<DeviceId> offline(int max);
}
