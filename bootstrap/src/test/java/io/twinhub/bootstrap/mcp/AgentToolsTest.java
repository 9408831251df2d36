package io.twinhub.bootstrap.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.application.device.ConnectedDevice;
import io.twinhub.application.json.JsonText;
import io.twinhub.bootstrap.Twinhub;
import io.twinhub.bootstrap.cli.Ran;
import io.twinhub.bootstrap.config.HubConfig;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.message.event.DeviceMessage;
import io.twinhub.domain.message.method.MethodAnswer;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.TwinPatch;
import io.twinhub.domain.twin.TwinRules;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each tool against a hub with listeners, which the server finds as commands do. */
@Timeout(120)
class AgentToolsTest {
  private static final TwinAddress D1 = TwinAddress.device("d1");

  private Twinhub hub;
  private AgentSession agent;

  @BeforeEach
  void start() throws IOException {
    hub = Twinhub.start(HubConfig.forTests(Ran.runFolder()));
    agent = AgentSession.begun(true);
    register(D1);
    register(TwinAddress.device("d2"));
  }

  @AfterEach
  void stop() throws IOException {
    agent.close();
    hub.close();
  }

  private void register(TwinAddress address) {
    hub.ports().identities().create(IdentityRequest.withKeys(address));
  }

  private void tag(String device, String name, JsonValue value) {
    hub.ports()
        .twins()
        .patch(
            TwinAddress.device(device),
            TwinPatch.ofTags(JsonObject.of(name, value)),
            IfMatch.any());
  }

  private static JsonValue at(JsonObject answer, String path) {
    return answer.find(io.twinhub.domain.json.JsonPath.parse(path)).orElseThrow();
  }

  private static List<JsonValue> list(JsonObject answer, String name) {
    return ((JsonArray) answer.find(name).orElseThrow()).elements();
  }

  @Test
  void the_hub_is_named_with_its_numbers() throws Exception {
    assertThat(agent.call("show_hub", "{}").toString())
        .isEqualTo(
            "{\"hub\":\"%s\",\"runsHere\":true,\"devices\":2,\"disabledDevices\":0,\"connectedDevices\":0}"
                .formatted(hub.facts().name()));
  }

  @Test
  void devices_and_modules_are_listed() throws Exception {
    register(TwinAddress.module("d1", "m"));
    List<JsonValue> devices = list(agent.call("list_devices", "{}"), "devices");
    assertThat(devices.get(0).toString())
        .isEqualTo(
            "{\"deviceId\":\"d1\",\"status\":\"enabled\",\"connectionState\":\"Disconnected\","
                + "\"lastActivityTime\":\"0001-01-01T00:00:00Z\",\"authenticationType\":\"sas\","
                + "\"capabilities\":{\"iotEdge\":false}}");
    assertThat(devices).hasSize(2);
    JsonObject modules = agent.call("list_devices", "{\"deviceId\":\"d1\"}");
    assertThat(at((JsonObject) list(modules, "modules").get(0), "moduleId")).hasToString("\"m\"");
  }

  @Test
  void a_twin_is_shown_without_metadata_unless_it_is_asked_for() throws Exception {
    tag("d1", "floor", JsonNumber.of(3));
    assertThat(agent.call("show_twin", "{\"deviceId\":\"d1\"}").toString())
        .contains("\"tags\":{\"floor\":3}")
        .doesNotContain("$metadata");
    assertThat(
            agent.call("show_twin", "{\"deviceId\":\"d1\",\"metadata\":true}").toString())
        .contains("$metadata");
    assertThat(agent
            .call("show_twin", "{\"deviceId\":\"d1\",\"path\":\"tags.floor\"}")
            .toString())
        .isEqualTo("{\"path\":\"tags.floor\",\"value\":3}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "show_twin|{}|'deviceId' is missing: The device.",
        "show_twin|{\"deviceId\":null}|'deviceId' is missing: The device.",
        "show_twin|{\"deviceId\":\"\"}|deviceId is empty",
        "show_twin|{\"deviceId\":7}|'deviceId' must be a string",
        "show_twin|{\"deviceId\":\"d1\",\"metadata\":\"yes\"}|'metadata' must be true or false",
        "show_twin|{\"device\":\"d1\"}|there is no argument 'device'; the arguments are deviceId, moduleId, path, metadata",
        "show_hub|{\"x\":1}|there is no argument 'x'; this tool takes none",
        "show_twin|{\"deviceId\":\"d1\",\"path\":\"capabilities.x\"}|the twin has no 'capabilities.x'; there is: capabilities.iotEdge (5)",
        "show_twin|{\"deviceId\":\"d1\",\"path\":\"status.x\"}|the twin has no 'status.x'; there is: 'status', which has no members",
        "query|{\"sql\":\" \"}|'sql' is empty; an example is SELECT * FROM devices",
        "query|{\"sql\":\"SELECT * FROM devices\",\"rows\":0}|'rows' must be a whole number from 1 to 100",
        "query|{\"sql\":\"SELECT * FROM devices\",\"rows\":1.5}|'rows' must be a whole number from 1 to 100",
        "query|{\"sql\":\"SELECT * FROM devices\",\"rows\":101}|'rows' must be a whole number from 1 to 100",
        "timeline|{\"moduleId\":\"m\"}|a module belongs to a device: give deviceId too",
        "recent_events|{\"from\":\"today\"}|'from' must be a time such as 2026-01-31T12:00:00Z, or the 'next' of an answer",
        "restore_snapshot|{\"name\":\"\"}|'name' is empty; list_snapshots tells which there are",
        "send_message|{\"deviceId\":\"d1\",\"body\":\"x\",\"applicationProperties\":{\"a\":1}}|applicationProperties.a must be a string",
        "patch_twin|{\"deviceId\":\"d1\",\"patch\":[]}|'patch' must be an object",
        "show_twin|{\"deviceId\":\"nobody\"}|404 Device nobody not registered",
      })
  void arguments_that_do_not_fit_are_refused_with_what_to_do(
      String tool, String arguments, String refusal) throws Exception {
    assertThat(agent.refusal(tool, arguments)).isEqualTo(refusal);
  }

  @Test
  void a_query_that_is_wrong_is_refused_with_the_place_of_the_mistake() throws Exception {
    assertThat(agent.refusal("query", "{\"sql\":\"SELECT FROM devices\"}"))
        .endsWith("\nSELECT FROM devices\n       ^");
  }

  @Test
  void a_query_is_continued_to_its_end() throws Exception {
    for (int i = 0; i < 30; i++) {
      register(TwinAddress.device("more-%02d".formatted(i)));
    }
    List<String> ids = new ArrayList<>();
    Optional<String> next = Optional.of("");
    while (next.isPresent()) {
      JsonObject answer = agent.call(
          "query",
          "{\"sql\":\"SELECT deviceId FROM devices\",\"rows\":7,\"continuation\":\"%s\"}"
              .formatted(next.get()));
      list(answer, "rows").forEach(row -> ids.add(AgentSession.text((JsonObject) row, "deviceId")));
      next = answer.find("next").map(token -> ((JsonString) token).value());
    }
    assertThat(ids).hasSize(32).doesNotHaveDuplicates();
  }

  @Test
  void queries_are_explained_and_paths_listed() throws Exception {
    tag("d1", "floor", JsonNumber.of(3));
    assertThat(
            agent.call("explain_query", "{\"sql\":\"SELECT * FROM devices\"}").toString())
        .contains("\"access\":\"scan\"");
    assertThat(agent
            .call(
                "why_query",
                "{\"sql\":\"SELECT * FROM devices WHERE tags.floor = 4\",\"deviceId\":\"d1\"}")
            .toString())
        .startsWith("{\"outcome\":\"false\",\"condition\":{\"text\":\"tags.floor = 4\"");
    assertThat(agent.call("list_paths", "{\"contains\":\"FLOOR\"}").toString())
        .isEqualTo("{\"paths\":[{\"path\":\"tags.floor\",\"type\":\"number\",\"count\":1}]}");
  }

  @Test
  void a_patch_is_previewed_then_written_with_the_etag_and_refused_with_an_old_one()
      throws Exception {
    String patch = "\"patch\":{\"tags\":{\"floor\":3},\"properties\":{\"desired\":{\"t\":20}}}";
    JsonObject preview =
        agent.call("patch_twin", "{\"deviceId\":\"d1\",\"preview\":true,%s}".formatted(patch));
    String etag = AgentSession.text(preview, "etag");
    assertThat(preview.toString())
        .isEqualTo(
            "{\"written\":false,\"etag\":\"%s\",\"changes\":[{\"path\":\"tags.floor\",\"after\":3},"
                    .formatted(etag)
                + "{\"path\":\"properties.desired.t\",\"after\":20}],\"deviceIsTold\":{\"t\":20,\"$version\":2},"
                + "\"deviceConnected\":false,\"problems\":[]}");
    assertThat(hub.ports().twins().find(D1).orElseThrow().tags().values().isEmpty())
        .isTrue();
    String write = "{\"deviceId\":\"d1\",\"etag\":\"%s\",%s}".formatted(etag, patch);
    assertThat(agent.call("patch_twin", write).toString()).startsWith("{\"written\":true,");
    assertThat(agent.refusal("patch_twin", write))
        .isEqualTo(
            "d1 was changed since you saw it, so nothing was written; call patch_twin with preview true"
                + " again");
    JsonObject removed =
        agent.call("patch_twin", "{\"deviceId\":\"d1\",\"patch\":{\"tags\":{\"floor\":null}}}");
    assertThat(list(removed, "changes")).hasToString("[{\"path\":\"tags.floor\",\"before\":3}]");
  }

  @Test
  void a_preview_tells_why_a_patch_would_be_refused() throws Exception {
    JsonObject preview = agent.call(
        "patch_twin", "{\"deviceId\":\"d1\",\"preview\":true,\"patch\":{\"tags\":{\"a\":[1]}}}");
    assertThat(list(preview, "problems").toString())
        .contains("arrays are not supported. Error in Property/Tag a.");
    assertThat(
            agent.refusal("patch_twin", "{\"deviceId\":\"d1\",\"patch\":{\"tags\":{\"a\":[1]}}}"))
        .contains("arrays are not supported. Error in Property/Tag a.");
  }

  @Test
  void a_preview_of_a_hub_that_stores_arrays_shows_them() throws Exception {
    hub.close();
    hub = Twinhub.start(HubConfig.builder(Ran.runFolder())
        .freePorts()
        .arrays(TwinRules.Arrays.ALLOW)
        .build());
    register(D1);
    JsonObject preview = agent.call(
        "patch_twin", "{\"deviceId\":\"d1\",\"preview\":true,\"patch\":{\"tags\":{\"a\":[1]}}}");
    assertThat(list(preview, "problems")).isEmpty();
    assertThat(list(preview, "changes")).hasToString("[{\"path\":\"tags.a\",\"after\":[1]}]");
  }

  @Test
  void a_method_is_answered_by_a_connected_device_and_explained_for_others() throws Exception {
    try (ConnectedDevice device = ConnectedDevice.open(hub.ports().connections(), D1)) {
      device.onMethod("double", payload -> new MethodAnswer(200, payload));
      assertThat(agent.call(
              "invoke_method", "{\"deviceId\":\"d1\",\"method\":\"double\",\"payload\":{\"n\":2}}"))
          .isEqualTo(JsonText.parse("{\"status\":200,\"payload\":{\"n\":2}}"));
    }
    assertThat(agent.refusal("invoke_method", "{\"deviceId\":\"d2\",\"method\":\"x\"}"))
        .endsWith("hint: device 'd2' has never connected");
  }

  @Test
  void a_message_waits_for_the_device() throws Exception {
    agent.call(
        "send_message",
        "{\"deviceId\":\"d1\",\"body\":\"hi\",\"applicationProperties\":{\"a\":\"b\"}}");
    assertThat(agent.call("show_device", "{\"deviceId\":\"d1\"}").toString())
        .contains("\"cloudToDeviceMessageCount\":1");
  }

  @Test
  void the_timeline_is_read_backwards_to_its_beginning() throws Exception {
    for (int i = 0; i < 20; i++) {
      tag("d1", "n", JsonNumber.of(i));
    }
    JsonObject last = agent.call("timeline", "{\"deviceId\":\"d1\",\"lines\":15}");
    assertThat(list(last, "lines")).hasSize(15);
    JsonObject first = agent.call(
        "timeline",
        "{\"deviceId\":\"d1\",\"lines\":15,\"before\":%s}"
            .formatted(last.find("before").orElseThrow()));
    assertThat(list(first, "lines")).hasSize(6);
    assertThat(list(first, "lines").get(0).toString()).contains("d1 create-identity");
    assertThat(first.has("before")).isFalse();
    assertThat(agent.call("timeline", "{\"deviceId\":\"ghost\"}").toString())
        .isEqualTo("{\"lines\":[],\"hint\":\"'ghost' is not registered\"}");
  }

  @Test
  void events_of_the_last_minutes_are_read_and_others_left_out() throws Exception {
    try (ConnectedDevice d1 = ConnectedDevice.open(hub.ports().connections(), D1);
        ConnectedDevice d2 =
            ConnectedDevice.open(hub.ports().connections(), TwinAddress.device("d2"))) {
      d1.connection().send(DeviceMessage.ofJson("{\"t\":21}")).join();
      d2.connection().send(DeviceMessage.ofJson("{\"t\":22}")).join();
    }
    assertThat(list(agent.call("recent_events", "{}"), "events")).hasSize(2);
    List<JsonValue> own = list(agent.call("recent_events", "{\"deviceId\":\"d2\"}"), "events");
    assertThat(own.toString()).contains("\"body\":{\"t\":22}").doesNotContain("21}");
  }

  @Test
  void a_snapshot_brings_back_what_an_agent_has_changed() throws Exception {
    agent.call("create_snapshot", "{\"name\":\"before\"}");
    agent.call("create_device", "{\"deviceId\":\"d3\",\"edge\":true}");
    assertThat(agent.call("show_device", "{\"deviceId\":\"d3\"}").toString())
        .contains("\"iotEdge\":true");
    assertThat(agent.call("list_snapshots", "{}").toString()).contains("\"name\":\"before\"");
    agent.call("restore_snapshot", "{\"name\":\"before\"}");
    assertThat(agent.refusal("show_device", "{\"deviceId\":\"d3\"}"))
        .isEqualTo("404 Device d3 not registered");
  }
}
