package io.twinhub.bootstrap.simulation;

import io.twinhub.application.device.ConnectedDevice;
import io.twinhub.application.port.out.DeviceConnections;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.message.event.DeviceMessage;
import io.twinhub.domain.twin.ReportedPatch;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;

/** One device that runs in this process. */
public final class Simulation implements AutoCloseable {
  /** The answer to each method; the payload says what was called. */
  private static final SimulatedDevice.Reply REPLY =
      new SimulatedDevice.Reply(200, Optional.empty());

  private final TwinAddress address;
  private final SimulationPlan plan;
  private final Consumer<Simulation> onEnded;

  /** What was opened, the latest first; guarded by this, as is the field below. */
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  private boolean closed;

  private volatile Optional<String> problem = Optional.empty();

  /** @param onEnded called when the hub has ended the connection */
  Simulation(TwinAddress address, SimulationPlan plan, Consumer<Simulation> onEnded) {
    this.address = address;
    this.plan = plan;
    this.onEnded = onEnded;
  }

  /** Which device it is. */
  TwinAddress address() {
    return address;
  }

  void begin(DeviceConnections connections, TelemetryTemplate telemetry) {
    ConnectedDevice device = keep(ConnectedDevice.open(connections, address, reason -> ended()));
    if (!plan.properties().isEmpty()) {
      var unusedVersion = device.connection().report(ReportedPatch.of(plan.properties()));
    }
    SimulatedDevice acting = keep(new SimulatedDevice(device, REPLY, happened -> {}, this::note));
    acting.begin();
    if (!plan.telemetry().isEmpty()) {
      acting.sendEvery(
          plan.interval(), () -> DeviceMessage.ofJson(telemetry.next().toString()));
    }
  }

  private <T extends AutoCloseable> T keep(T resource) {
    synchronized (this) {
      opened.push(resource);
      if (!closed) {
        return resource;
      }
    }
    close();
    return resource;
  }

  private void note(HubException refusal) {
    problem = Optional.of(refusal.error().message());
  }

  private void ended() {
    onEnded.accept(this);
    close();
  }

  /** {@code {"interval","telemetry","properties","problem"?}}; the problem is the latest refusal by the hub. */
  public JsonObject json() {
    JsonObject.Builder json = plan.json().toBuilder();
    problem.ifPresent(text -> json.put("problem", text));
    return json.build();
  }

  @Override
  public void close() {
    Deque<AutoCloseable> last;
    synchronized (this) {
      closed = true;
      last = new ArrayDeque<>(opened);
      opened.clear();
    }
    last.forEach(Simulation::end);
  }

  private static void end(AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception ended) {
      // The connection has ended already.
    }
  }
}
