package io.twinhub.application.port.in.fleet;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.json.JsonObject;
import java.util.function.Consumer;

/** Reads the fleet of a hub as documents, in the order of their ids, each device before its modules. */
public interface ExportFleet {

  /**
   * Reads the whole fleet.
   *
   * @param written takes the documents, on the calling thread
   * @return how many there were
   * @throws HubException if the hub is not reached or refuses
   */
  long run(FleetProgress progress, Consumer<JsonObject> written);
}
