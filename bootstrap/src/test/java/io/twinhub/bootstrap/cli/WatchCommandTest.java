package io.twinhub.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.bootstrap.Twinhub;
import io.twinhub.bootstrap.config.HubConfig;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.TwinPatch;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Changes of twins at the command line: of the hub that runs here, and of any. */
@Timeout(120)
class WatchCommandTest {
  private static final String WATCHING = "watching changes of twins; Ctrl-C ends it\n";

  private Twinhub hub;

  @BeforeEach
  void start() {
    hub = Twinhub.start(HubConfig.forTests(Ran.runFolder()));
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private void register(String id) {
    var unused = hub.ports().identities().create(IdentityRequest.withKeys(TwinAddress.device(id)));
  }

  private void tag(String id, String name, long value) {
    var unused = hub.ports()
        .twins()
        .patch(
            TwinAddress.device(id),
            TwinPatch.ofTags(JsonObject.builder().put(name, value).build()),
            IfMatch.any());
  }

  private void delete(String id) {
    hub.ports().identities().delete(TwinAddress.device(id), IfMatch.any());
  }

  private void route() {
    for (String source : List.of("TwinChangeEvents", "DeviceLifecycleEvents")) {
      Ran ran =
          Ran.twinhub("message-route", "create", "--route-name", source, "--source-type", source);
      assertThat(ran.err()).isEmpty();
      assertThat(ran.code()).isZero();
    }
  }

  private static void assertLines(Ran ran, String... beginnings) {
    assertThat(ran.err()).isEqualTo(WATCHING);
    assertThat(ran.code()).isZero();
    List<String> lines = ran.out().lines().toList();
    assertThat(lines).hasSameSizeAs(beginnings);
    for (int i = 0; i < beginnings.length; i++) {
      assertThat(lines
              .get(i)
              .replaceAll("\"operationTimestamp\":\"[^\"]+\",", "")
              .replaceAll("\"etag\":\"[^\"]+\",", ""))
          .startsWith(beginnings[i]);
    }
  }

  private static final String[] LIFE = {
    "{\"opType\":\"createDeviceIdentity\",\"deviceId\":\"d\",\"body\":{\"deviceId\":\"d\",\"version\":2,",
    "{\"opType\":\"updateTwin\",\"deviceId\":\"d\",\"body\":{\"version\":3,\"tags\":{\"t\":1}}}",
    "{\"opType\":\"deleteDeviceIdentity\",\"deviceId\":\"d\",\"body\":{\"deviceId\":\"d\",\"version\":3,\"tags\":{\"t\":1},",
  };

  private void live() {
    register("d");
    tag("d", "t", 1);
    delete("d");
  }

  @Test
  void the_hub_that_runs_here_tells_all_changes_without_a_route() throws Exception {
    try (Running watch = Running.twinhub("watch")) {
      watch.awaitErr(WATCHING);
      live();
      watch.awaitOut("deleteDeviceIdentity");
      assertLines(watch.interrupted(), LIFE);
    }
  }

  @Test
  void any_hub_tells_the_changes_that_it_routes() throws Exception {
    route();
    try (Running watch =
        Running.twinhub("watch", "--login", hub.facts().eventsConnectionString())) {
      watch.awaitErr(WATCHING);
      live();
      watch.awaitOut("deleteDeviceIdentity");
      assertLines(watch.interrupted(), LIFE);
    }
  }

  @Test
  void a_condition_is_one_on_the_twin_after_the_change_on_any_hub() throws Exception {
    route();
    register("x");
    register("y");
    List<String> elsewhere = List.of(
        "--login",
        hub.facts().connectionString(),
        "--events",
        hub.facts().eventsConnectionString());
    for (List<String> where : List.of(List.<String>of(), elsewhere)) {
      List<String> command =
          new ArrayList<>(List.of("watch", "-q", "tags.t = 2 AND deviceId != 'y'"));
      command.addAll(where);
      tag("x", "t", 0);
      try (Running watch = Running.twinhub(command.toArray(String[]::new))) {
        watch.awaitErr(WATCHING);
        tag("y", "t", 2);
        tag("x", "t", 2);
        watch.awaitOut("\"deviceId\":\"x\"");
        Ran ran = watch.interrupted();
        assertThat(ran.out().lines()).hasSize(1);
        assertThat(ran.out()).contains("\"tags\":{\"t\":2}").doesNotContain("\"y\"");
      }
      tag("y", "t", 0);
    }
  }

  @Test
  void a_hub_that_stops_ends_it() throws Exception {
    try (Running watch = Running.twinhub("watch")) {
      watch.awaitErr(WATCHING);
      hub.close();
      assertThat(watch.ended())
          .isEqualTo(new Ran(
              3, "", WATCHING + "twinhub: the hub has stopped, or it was not read fast enough\n"));
    }
  }

  @Test
  void a_condition_that_is_none_is_wrong_usage() {
    Ran ran = Ran.twinhub("watch", "-q", "tags.t =");
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.err()).startsWith("twinhub: --query-command: ");
    Ran alone =
        Ran.twinhub("watch", "-q", "tags.t = 1", "--login", hub.facts().eventsConnectionString());
    assertThat(alone.code()).isEqualTo(2);
    assertThat(alone.err())
        .startsWith(
            "twinhub: --query-command: name the hub itself with --login, since its twins are read"
                + " for the condition\n");
  }
}
