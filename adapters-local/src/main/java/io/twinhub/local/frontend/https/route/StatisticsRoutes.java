package io.twinhub.local.frontend.https.route;

import static io.twinhub.domain.access.DataAction.STATISTICS_READ;

import io.twinhub.application.port.in.DeviceIdentities;
import io.twinhub.domain.identity.RegistryStatistics;
import io.twinhub.domain.json.JsonObject;
import java.util.List;

/** {@code /statistics}. */
public final class StatisticsRoutes {
  private final DeviceIdentities identities;

  public StatisticsRoutes(DeviceIdentities identities) {
    this.identities = identities;
  }

  public List<Route> routes() {
    return List.of(
        Route.of("GET", "statistics/devices", this::devices, STATISTICS_READ),
        Route.of("GET", "statistics/service", this::service, STATISTICS_READ));
  }

  private Response devices(Call call) {
    RegistryStatistics statistics = identities.statistics(call.principal());
    return Response.ok(JsonObject.builder()
        .put("totalDeviceCount", statistics.total())
        .put("enabledDeviceCount", statistics.enabled())
        .put("disabledDeviceCount", statistics.disabled())
        .build());
  }

  private Response service(Call call) {
    return Response.ok(JsonObject.builder()
        .put("connectedDeviceCount", identities.statistics(call.principal()).connected())
        .build());
  }
}
