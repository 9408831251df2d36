package io.twinhub.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.application.port.out.HubPorts;
import io.twinhub.bootstrap.cli.command.HubStarter.StartFailure;
import io.twinhub.bootstrap.config.HubConfig;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.Twin;
import io.twinhub.domain.twin.TwinPatch;
import io.twinhub.local.engine.routes.RouteFile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A hub that starts with a seed. */
@Timeout(60)
class SeedTest {
  private static final TwinAddress THERMOSTAT = TwinAddress.device("thermostat");
  private static final String KEY = "MTExMTExMTExMTExMTExMQ==";
  private static final String SEED = """
      policies:
        - name: iothubowner
          permissions: [RegistryRead, RegistryWrite, ServiceConnect, DeviceConnect]
          primaryKey: %s
      routing:
        routes: [{name: twins, source: TwinChangeEvents, condition: "true", endpointNames: [events]}]
      devices:
        - deviceId: thermostat
          tags: {plant: Redmond43}
          properties: {desired: {min: 68}, reported: {connectivity: cellular}}
          modules: [{moduleId: fan, tags: {speed: 3}}]
        - deviceId: lost
          status: disabled
          properties: {reported: {a: 1}}
      """.formatted(KEY);

  @TempDir
  private Path folder;

  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(folder.resolve("seed.yaml"), SEED);
  }

  private Twinhub start() {
    return Twinhub.start(HubConfig.builder(folder.resolve("run"))
        .freePorts()
        .data(folder.resolve("data"))
        .seed(file)
        .build());
  }

  private static Twin twin(HubPorts hub, TwinAddress address) {
    return hub.twins().find(address).orElseThrow();
  }

  @Test
  void the_first_start_makes_what_it_says() {
    try (Twinhub hub = start()) {
      assertThat(hub.facts().connectionString()).endsWith(";SharedAccessKey=" + KEY);
      Twin twin = twin(hub.ports(), TwinAddress.device("thermostat"));
      assertThat(twin.tags().values()).hasToString("{\"plant\":\"Redmond43\"}");
      assertThat(twin.desired().values()).hasToString("{\"min\":68}");
      assertThat(twin.reported().values()).hasToString("{\"connectivity\":\"cellular\"}");
      assertThat(twin.root().connection().connected()).isFalse();
      assertThat(
              twin(hub.ports(), TwinAddress.module("thermostat", "fan")).tags().values())
          .hasToString("{\"speed\":3}");
      assertThat(
              twin(hub.ports(), TwinAddress.device("lost")).reported().values().isEmpty())
          .as("a disabled device reports nothing")
          .isTrue();
    }
  }

  @Test
  void a_second_start_changes_nothing_that_is_there() throws IOException {
    TwinAddress thermostat = TwinAddress.device("thermostat");
    Twin changed;
    try (Twinhub hub = start()) {
      changed = hub.ports()
          .twins()
          .patch(
              thermostat,
              TwinPatch.ofTags(JsonObject.builder().put("plant", "Hall2").build()),
              IfMatch.any());
    }
    Files.writeString(file, SEED + "  - deviceId: late\n");
    try (Twinhub hub = start()) {
      Twin twin = twin(hub.ports(), thermostat);
      assertThat(twin.tags()).isEqualTo(changed.tags());
      assertThat(twin.etag()).isEqualTo(changed.etag());
      assertThat(twin.version()).isEqualTo(changed.version());
      assertThat(hub.ports().twins().find(TwinAddress.device("late"))).isPresent();
    }
  }

  @Test
  void a_bad_file_makes_not_even_a_data_folder() throws IOException {
    Files.writeString(file, SEED + "  - deviceid: x\n");
    assertThatThrownBy(this::start)
        .isInstanceOfSatisfying(
            StartFailure.class,
            failure -> assertThat(failure.reason())
                .startsWith(file + ":15: devices[2].deviceid is not a known field; "));
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @Test
  void a_parent_that_is_not_there_is_told() throws IOException {
    Files.writeString(file, "devices: [{deviceId: leaf, parents: [nobody]}]");
    assertThatThrownBy(this::start)
        .isInstanceOfSatisfying(
            StartFailure.class,
            failure -> assertThat(failure.reason())
                .isEqualTo(
                    "the seed is refused: leaf: its parent nobody is not an edge device of this hub"));
  }

  private static List<String> devices(Twinhub hub) {
    return hub.ports().identities().devices(10).stream()
        .map(device -> device.identity().address().toString())
        .toList();
  }

  private static void send(Twinhub hub, String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:%d%s".formatted(hub.facts().adminPort(), path)))
        .header("Authorization", "Bearer " + hub.facts().adminToken())
        .POST(HttpRequest.BodyPublishers.noBody())
        .build();
    assertThat(HttpClient.newHttpClient()
            .send(request, HttpResponse.BodyHandlers.ofString())
            .body())
        .isEqualTo("{\"devices\":2,\"modules\":1}");
  }

  @Test
  void a_reset_leaves_the_seed_with_the_keys_that_it_had() throws Exception {
    try (Twinhub hub = start()) {
      Object identity = hub.ports().identities().find(THERMOSTAT).orElseThrow().identity();
      Twin before = twin(hub.ports(), THERMOSTAT);
      hub.ports().identities().create(IdentityRequest.withKeys(TwinAddress.device("more")));
      hub.ports().twins().patch(THERMOSTAT, TwinPatch.ofTags(JsonObject.EMPTY), IfMatch.any());
      hub.ports().identities().delete(THERMOSTAT, IfMatch.any());
      send(hub, "/reset");
      assertThat(devices(hub)).containsExactly("lost", "thermostat");
      assertThat(hub.ports().identities().find(THERMOSTAT).orElseThrow().identity())
          .isEqualTo(identity);
      assertThat(twin(hub.ports(), THERMOSTAT).reported()).isEqualTo(before.reported());
      assertThat(twin(hub.ports(), THERMOSTAT).version()).isEqualTo(before.version());
    }
  }

  @Test
  void a_reset_at_a_later_start_leaves_the_seed_alone() throws Exception {
    try (Twinhub hub = start()) {
      hub.ports().identities().create(IdentityRequest.withKeys(TwinAddress.device("more")));
    }
    try (Twinhub hub = start()) {
      assertThat(devices(hub)).containsExactly("lost", "more", "thermostat");
      send(hub, "/reset");
      assertThat(devices(hub)).containsExactly("lost", "thermostat");
      assertThat(twin(hub.ports(), THERMOSTAT).reported().values())
          .hasToString("{\"connectivity\":\"cellular\"}");
      send(hub, "/reset");
    }
    try (Twinhub hub = start()) {
      assertThat(devices(hub)).containsExactly("lost", "thermostat");
    }
  }

  @Test
  void routes_become_what_the_seed_says_at_each_start() {
    for (int starts = 0; starts < 2; starts++) {
      try (Twinhub hub = start()) {
        assertThat(hub.ports().events().partitions()).isEqualTo(4);
        assertThat(RouteFile.open(folder.resolve("data/routes.json"), "h")
                .current()
                .find("twins"))
            .isPresent();
      }
    }
  }
}
