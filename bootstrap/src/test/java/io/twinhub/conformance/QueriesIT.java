package io.twinhub.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.azure.sdk.iot.device.IotHubClientProtocol;
import com.microsoft.azure.sdk.iot.service.exceptions.IotHubBadFormatException;
import com.microsoft.azure.sdk.iot.service.exceptions.IotHubException;
import com.microsoft.azure.sdk.iot.service.query.QueryPageOptions;
import com.microsoft.azure.sdk.iot.service.query.RawQueryResponse;
import com.microsoft.azure.sdk.iot.service.query.TwinQueryResponse;
import com.microsoft.azure.sdk.iot.service.registry.Device;
import com.microsoft.azure.sdk.iot.service.twin.Twin;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Queries by the Java SDK: the tutorial's, paging, aggregates. */
@Timeout(60)
class QueriesIT {
  private static HubOnSdkPorts hub;

  @BeforeAll
  static void start() throws IOException {
    hub = HubOnSdkPorts.start();
  }

  @AfterAll
  static void stop() {
    hub.close();
  }

  private static void newDevicesIn(String plant, int count) throws IOException, IotHubException {
    for (int i = 0; i < count; i++) {
      String id = "%s-%03d".formatted(plant, i);
      hub.newDevice(id);
      tag(id, plant);
    }
  }

  private static void tag(String id, String plant) throws IOException, IotHubException {
    Twin patch = new Twin(id);
    patch.getTags().put("location", Map.of("region", "US", "plant", plant));
    hub.twins().patch(patch);
  }

  /** The ids of all rows, however many pages they come in. */
  private static List<String> ids(TwinQueryResponse rows) throws IOException, IotHubException {
    List<String> ids = new ArrayList<>();
    while (rows.hasNext()) {
      ids.add(rows.next().getDeviceId());
    }
    return ids;
  }

  @Test
  void a_report_is_in_the_next_query_as_the_tutorial_shows() throws Exception {
    Device device = hub.newDevice("myDeviceId");
    tag("myDeviceId", "Redmond43");
    String inRedmond = "SELECT * FROM devices WHERE tags.location.plant = 'Redmond43'";
    String cellular = inRedmond + " AND properties.reported.connectivity.type = 'cellular'";
    assertThat(ids(hub.queries().queryTwins(inRedmond))).containsExactly("myDeviceId");
    assertThat(ids(hub.queries().queryTwins(cellular))).isEmpty();
    try (DeviceProgram program = DeviceProgram.open(device, IotHubClientProtocol.MQTT)) {
      program.report("connectivity", Map.of("type", "cellular"));
      assertThat(ids(hub.queries().queryTwins(cellular))).containsExactly("myDeviceId");
    }
  }

  @Test
  void pages_of_one_row_show_each_row_once() throws Exception {
    newDevicesIn("paged", 5);
    QueryPageOptions one = QueryPageOptions.builder().pageSize(1).build();
    String query = "SELECT * FROM devices WHERE tags.location.plant = 'paged'";
    TwinQueryResponse rows = hub.queries().queryTwins(query, one);
    List<String> ids = new ArrayList<>();
    while (rows.hasNext()) {
      ids.add(rows.next(one).getDeviceId());
    }
    assertThat(ids)
        .containsExactly("paged-000", "paged-001", "paged-002", "paged-003", "paged-004");
  }

  @Test
  void a_continuation_token_goes_on_after_the_page_that_it_came_with() throws Exception {
    newDevicesIn("token", 3);
    String query = "SELECT * FROM devices WHERE tags.location.plant = 'token'";
    QueryPageOptions two = QueryPageOptions.builder().pageSize(2).build();
    String token = hub.queries().queryTwins(query, two).getContinuationToken();
    QueryPageOptions rest = QueryPageOptions.builder().continuationToken(token).build();
    assertThat(ids(hub.queries().queryTwins(query, rest))).containsExactly("token-002");
  }

  @Test
  void more_than_a_page_of_devices() throws Exception {
    newDevicesIn("many", 120);
    String query = "SELECT * FROM devices WHERE tags.location.plant = 'many'";
    assertThat(ids(hub.queries().queryTwins(query)))
        .hasSize(120)
        .doesNotHaveDuplicates()
        .isSorted();
  }

  @Test
  void an_aggregate_groups_and_counts() throws Exception {
    newDevicesIn("north", 3);
    newDevicesIn("south", 2);
    RawQueryResponse rows = hub.queries()
        .queryRaw("SELECT tags.location.plant AS plant, COUNT() AS n FROM devices"
            + " WHERE tags.location.plant IN ['north', 'south'] GROUP BY tags.location.plant");
    List<String> all = new ArrayList<>();
    while (rows.hasNext()) {
      all.add(rows.next());
    }
    assertThat(all)
        .containsExactlyInAnyOrder(
            "{\"plant\":\"north\",\"n\":3}", "{\"plant\":\"south\",\"n\":2}");
  }

  @Test
  void a_query_that_is_none_is_refused() {
    assertThatThrownBy(() -> hub.queries().queryTwins("SELECT * FROM twins"))
        .isInstanceOf(IotHubBadFormatException.class);
  }
}
