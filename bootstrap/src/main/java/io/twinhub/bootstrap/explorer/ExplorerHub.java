package io.twinhub.bootstrap.explorer;

import io.twinhub.application.port.out.HubPorts;
import io.twinhub.domain.twin.TwinRules;
import io.twinhub.local.engine.alarm.HubClock;
import io.twinhub.local.engine.hub.LocalHub;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The hub that an Explorer shows.
 *
 * @param name its name
 * @param version that of this program
 * @param deviceHostName the host, and the port unless it is 443, in the connection strings of its devices
 * @param ports its outbound ports, for what a user does; the operations of a hub in this process pass its gate
 * @param reads the same for what the page shows: whoever looks at a hub leaves no trace in its journal, uses up
 *     no throttle and meets no fault
 * @param live whether its events can be read, which tell what happens as it happens: the endpoint of the events
 *     of a hub elsewhere may not be known
 * @param local what only a hub in this process tells
 */
public record ExplorerHub(
    String name,
    String version,
    Supplier<String> deviceHostName,
    HubPorts ports,
    HubPorts reads,
    boolean live,
    Optional<Local> local) {

  /**
   * A hub in this process.
   *
   * @param hub its journal, faults, throttles, explanations and changes
   * @param clock its clock, which can be advanced
   * @param rules what its twins may hold
   */
  public record Local(LocalHub hub, HubClock clock, TwinRules rules) {}

  /** What its twins may hold; of a hub elsewhere it is not known, so the documented rules count. */
  public TwinRules rules() {
    return local.map(Local::rules).orElse(TwinRules.DEFAULT);
  }
}
