package io.twinhub.bootstrap.simulation;

import io.twinhub.application.port.out.DeviceConnections;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/** The devices that run in this process until they are stopped, or the hub ends their connections. */
public final class Simulations implements AutoCloseable {
  /** How many run at a time; a hub setting. Each has threads of its own. */
  public static final int RUNNING_MAX = 50;

  private final DeviceConnections connections;
  private final RandomGenerator chance = RandomGenerator.getDefault();
  private final Map<TwinAddress, Simulation> running = new ConcurrentHashMap<>();
  private boolean closed;

  /** None yet. */
  public Simulations(DeviceConnections connections) {
    this.connections = connections;
  }

  /**
   * Connects as a device and begins. An older connection of the device ends.
   *
   * @throws HubException if the device is not registered, is disabled or runs already, if
   *     {@value #RUNNING_MAX} run, or if the hub refuses what it reports first
   */
  public Simulation start(TwinAddress address, SimulationPlan plan) {
    Simulation simulation = new Simulation(address, plan, this::forget);
    add(simulation);
    try {
      simulation.begin(connections, TelemetryTemplate.of(plan.telemetry(), chance));
      return simulation;
    } catch (RuntimeException refusal) {
      forget(simulation);
      simulation.close();
      throw refusal;
    }
  }

  private synchronized void add(Simulation simulation) {
    TwinAddress address = simulation.address();
    if (closed) {
      throw refusal(ErrorCode.SERVICE_UNAVAILABLE, "the hub is stopping");
    }
    if (running.containsKey(address)) {
      throw refusal(
          ErrorCode.INVALID_OPERATION, "%s is simulated already; stop it first".formatted(address));
    }
    if (running.size() >= RUNNING_MAX) {
      throw refusal(
          ErrorCode.THROTTLING,
          "%d devices are simulated, which is the limit; stop one of them first"
              .formatted(RUNNING_MAX));
    }
    running.put(address, simulation);
  }

  private void forget(Simulation simulation) {
    running.remove(simulation.address(), simulation);
  }

  private static HubException refusal(ErrorCode code, String message) {
    return new HubException(HubError.of(code, message));
  }

  private Optional<Simulation> find(TwinAddress address) {
    return Optional.ofNullable(running.get(address));
  }

  /** What a device does that runs here, as {@link Simulation#json} tells it; empty if it does not run here. */
  public Optional<JsonObject> of(TwinAddress address) {
    return find(address).map(Simulation::json);
  }

  /**
   * Stops a simulation and ends its connection.
   *
   * @throws HubException if it does not run: it was not started, or the hub has ended its connection
   */
  public void stop(TwinAddress address) {
    Simulation simulation = find(address)
        .orElseThrow(
            () -> refusal(ErrorCode.NOT_FOUND, "%s is not simulated any more".formatted(address)));
    forget(simulation);
    simulation.close();
  }

  @Override
  public void close() {
    List<Simulation> last;
    synchronized (this) {
      closed = true;
      last = List.copyOf(running.values());
      running.clear();
    }
    last.forEach(Simulation::close);
  }
}
