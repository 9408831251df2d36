package io.twinhub.bootstrap;

import io.twinhub.bootstrap.admin.ThrottleFacts;
import io.twinhub.bootstrap.wiring.LocalHubComponent;
import io.twinhub.domain.document.HubTime;
import io.twinhub.domain.identity.RegistryStatistics;
import io.twinhub.domain.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The hub's status, without secrets. */
final class StatusPage {
  private final String name;
  private final LocalHubComponent component;
  private final InstantSource clock;
  private final Instant startedAt;

  StatusPage(String name, LocalHubComponent component, InstantSource clock) {
    this.name = name;
    this.component = component;
    this.clock = clock;
    this.startedAt = clock.instant();
  }

  JsonObject json() {
    RegistryStatistics statistics = component.identities().statistics();
    Runtime runtime = Runtime.getRuntime();
    JsonObject.Builder json = JsonObject.builder()
        .put("name", name)
        .put("version", Main.version())
        .put("startedAt", HubTime.text(startedAt))
        .put("uptimeSeconds", Duration.between(startedAt, clock.instant()).toSeconds())
        .put("devices", statistics.total())
        .put("disabledDevices", statistics.disabled())
        .put("connectedDevices", statistics.connected())
        .put("mqttConnections", component.mqtt().connected())
        .put("amqpDevices", component.amqp().connected())
        .put("eventReaders", component.amqp().readers())
        .put("faults", component.hub().faults().list().size())
        .put("heapBytes", runtime.totalMemory() - runtime.freeMemory());
    ThrottleFacts.put(json, component.hub().throttles());
    return json.build();
  }
}
