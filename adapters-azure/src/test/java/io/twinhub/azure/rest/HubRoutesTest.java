package io.twinhub.azure.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.domain.identity.DeviceId;
import io.twinhub.domain.identity.TwinAddress;
import org.junit.jupiter.api.Test;

/** Addresses of the REST API, which the SDK makes. Source: Azure's OpenAPI file. */
class HubRoutesTest {
  private static final String VERSION = "?api-version=2024-03-31";

  private final HubRoutes routes = new HubRoutes("127.0.0.1:8443");

  @Test
  void an_id_is_one_segment_whatever_it_holds() {
    assertThat(routes.identity(TwinAddress.device("a#b%20c?d")))
        .hasToString("https://127.0.0.1:8443/devices/a%23b%2520c%3Fd" + VERSION);
    assertThat(routes.twin(TwinAddress.module("a+b", "c#d")))
        .hasToString("https://127.0.0.1:8443/twins/a%2Bb/modules/c%23d" + VERSION);
  }

  @Test
  void each_route_is_azures() {
    assertThat(routes.identity(TwinAddress.module("d", "m")))
        .hasToString("https://127.0.0.1:8443/devices/d/modules/m" + VERSION);
    assertThat(routes.twin(TwinAddress.device("d")))
        .hasToString("https://127.0.0.1:8443/twins/d" + VERSION);
    assertThat(routes.modules(new DeviceId("d")))
        .hasToString("https://127.0.0.1:8443/devices/d/modules" + VERSION);
    assertThat(routes.query()).hasToString("https://127.0.0.1:8443/devices/query" + VERSION);
    assertThat(routes.deviceStatistics().getPath()).isEqualTo("/statistics/devices");
    assertThat(routes.serviceStatistics())
        .hasToString("https://127.0.0.1:8443/statistics/service" + VERSION);
    assertThat(routes.devices(7).getQuery()).contains("top=7").contains("api-version=2024-03-31");
  }
}
