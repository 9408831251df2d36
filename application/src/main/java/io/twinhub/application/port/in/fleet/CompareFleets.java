package io.twinhub.application.port.in.fleet;

import io.twinhub.domain.error.HubException;
import java.util.function.Consumer;

/** Finds where the fleets of two hubs differ. */
public interface CompareFleets {

  /**
   * Compares the devices that {@code selection} finds in either hub, and their modules.
   *
   * @param found takes the differences in the order of ids and paths, on the calling thread
   * @throws HubException if a hub is not reached or refuses
   */
  CompareResult run(FleetSelection selection, FleetProgress progress, Consumer<Difference> found);
}
