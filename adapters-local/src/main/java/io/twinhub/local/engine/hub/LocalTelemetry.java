package io.twinhub.local.engine.hub;

import io.twinhub.application.port.out.DeviceTelemetry;
import io.twinhub.domain.access.Principal;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.event.DeviceMessage;
import io.twinhub.domain.message.event.EventOrigin;
import io.twinhub.domain.message.event.EventSource;
import io.twinhub.local.engine.events.LocalEventLog;
import io.twinhub.local.engine.routes.RouteTable;
import io.twinhub.local.engine.rows.Registration;
import io.twinhub.local.engine.rows.Registrations;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Takes the messages of devices to the cloud, and notes who sent them. */
final class LocalTelemetry implements DeviceTelemetry {
  private final Registrations registrations;
  private final LocalEventLog log;
  private final RouteTable routes;

  LocalTelemetry(Registrations registrations, LocalEventLog log, RouteTable routes) {
    this.registrations = registrations;
    this.log = log;
    this.routes = routes;
  }

  @Override
  public CompletableFuture<Void> send(Principal.Device device, DeviceMessage message) {
    message.requireSize();
    TwinAddress address = device.address();
    Registration sender =
        registrations.find(address).orElseThrow(() -> new HubException(address.notFound()));
    String modelId = sender.storedTwin().root().connection().modelId();
    EventOrigin origin = new EventOrigin(
        EventSource.TELEMETRY,
        address,
        Optional.of(device.method().text(address)),
        Optional.of(sender.identity().generationId()),
        Optional.of(modelId).filter(id -> !id.isEmpty()));
    return routes
        .take(origin, message, () -> registrations.find(address).map(Registration::twin))
        .map(taken -> log.append(origin, taken))
        .orElseGet(() -> CompletableFuture.completedFuture(null)); // no route wants it
  }
}
