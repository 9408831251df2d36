package io.twinhub.bootstrap.explorer;

import static io.twinhub.bootstrap.explorer.ExplorerClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.application.device.ConnectedDevice;
import io.twinhub.bootstrap.Twinhub;
import io.twinhub.bootstrap.config.HubConfig;
import io.twinhub.domain.document.PatchDocument;
import io.twinhub.domain.identity.DeviceStatus;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.message.Bytes;
import io.twinhub.domain.message.event.DeviceMessage;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.ReportedPatch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What happens in the hub, as the page hears it. */
@Timeout(60)
class ExplorerLiveTest {
  private static final TwinAddress BOILER = TwinAddress.device("boiler");
  private static final TwinAddress METER = TwinAddress.device("meter");
  private static final TwinAddress CAMERA = TwinAddress.module("boiler", "camera");

  @TempDir
  private static Path folder;

  private Twinhub hub;
  private ExplorerClient page;

  @BeforeEach
  void start() throws Exception {
    hub = Twinhub.start(HubConfig.forTests(folder));
    for (TwinAddress address : List.of(BOILER, METER, CAMERA)) {
      var unused = hub.ports().identities().create(IdentityRequest.withKeys(address));
    }
    page = ExplorerClient.of(hub);
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private void patch(TwinAddress address, String patch) {
    var unused =
        hub.ports().twins().patch(address, PatchDocument.patch(json(patch)), IfMatch.any());
  }

  private static JsonObject withoutTime(JsonObject document) {
    return document.without("at");
  }

  /** Each write is told with what it changed and with nothing else. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
      {'tags':{'plant':'b'}} | [{'path':'tags.plant','before':'a','after':'b'}]
      {'tags':{'plant':null}} | [{'path':'tags.plant','before':'a'}]
      {'tags':{'place':{'x':1,'y':{'z':2}}}} | [{'path':'tags.place.x','after':1},{'path':'tags.place.y.z','after':2}]
      {'tags':{'plant':{'x':1}}} | [{'path':'tags.plant','before':'a'},{'path':'tags.plant.x','after':1}]
      {'tags':{'old':null}} | [{'path':'tags.old.p','before':1},{'path':'tags.old.q','before':{}}]
      {'tags':{'old':{'q':{'r':true}}}} | [{'path':'tags.old.q','before':{}},{'path':'tags.old.q.r','after':true}]
      {'tags':{'plant':'<img src=x onerror=1>'},'properties':{'desired':{'rate':2}}} | [{'path':'tags.plant','before':'a','after':'<img src=x onerror=1>'},{'path':'properties.desired.rate','before':1,'after':2}]
      """)
  void a_write_is_told_leaf_by_leaf(String write, String leaves) throws Exception {
    patch(
        BOILER, "{'tags':{'plant':'a','old':{'p':1,'q':{}}},'properties':{'desired':{'rate':1}}}");
    try (LiveClient live = LiveClient.of(page)) {
      patch(BOILER, write);
      assertThat(withoutTime(live.next("change")))
          .isEqualTo(json("{'deviceId':'boiler','kind':'updateTwin','leaves':%s,'version':4}"
              .formatted(leaves)));
    }
  }

  @Test
  void a_device_is_told_from_its_creation_to_its_deletion() throws Exception {
    try (LiveClient live = LiveClient.of(page)) {
      TwinAddress fresh = TwinAddress.device("fresh");
      var unused = hub.ports().identities().create(IdentityRequest.withKeys(fresh));
      try (ConnectedDevice device = ConnectedDevice.open(hub.ports().connections(), fresh)) {
        var unusedVersion = device.connection().report(ReportedPatch.of(json("{'t':20.5}")));
      }
      hub.ports().identities().delete(fresh, IfMatch.any());
      List<String> told = new ArrayList<>();
      String last = "";
      while (!last.contains("delete")) {
        LiveClient.Event event = live.next().orElseThrow();
        last = event.kind().equals("operation")
            ? last
            : event.kind() + " " + withoutTime(event.data());
        if (!event.kind().equals("operation")) {
          told.add(last.replace('"', '\''));
        }
      }
      assertThat(told)
          .containsExactly(
              "change {'deviceId':'fresh','kind':'createDeviceIdentity','leaves':[],'version':2}",
              "connection {'deviceId':'fresh','kind':'deviceConnected'}",
              "change {'deviceId':'fresh','kind':'updateTwin','leaves':"
                  + "[{'path':'properties.reported.t','after':20.5}],'version':3}",
              "connection {'deviceId':'fresh','kind':'deviceDisconnected'}",
              "change {'deviceId':'fresh','kind':'deleteDeviceIdentity','leaves':[],'version':3}");
    }
  }

  @Test
  void telemetry_is_told_with_its_body() throws Exception {
    try (LiveClient live = LiveClient.of(page);
        ConnectedDevice device = ConnectedDevice.open(hub.ports().connections(), BOILER)) {
      var one = device.connection().send(DeviceMessage.ofJson("{\"t\":21}").with("unit", "C"));
      JsonObject message = live.next("message");
      assertThat(one).isCompleted();
      assertThat(message.names())
          .containsExactly("deviceId", "source", "enqueued", "properties", "body");
      assertThat(ExplorerClient.at(message, "source")).isEqualTo("\"Telemetry\"");
      assertThat(ExplorerClient.at(message, "properties")).isEqualTo("{\"unit\":\"C\"}");
      assertThat(ExplorerClient.at(message, "body")).isEqualTo("{\"t\":21}");
      var two = device.connection().send(DeviceMessage.of(Bytes.ofText("{\"t\":21}")));
      assertThat(live.next("message").find("body").orElseThrow().toString())
          .isEqualTo("\"{\\\"t\\\":21}\"");
      var three = device.connection().send(DeviceMessage.of(Bytes.of(new byte[] {-1, 0})));
      assertThat(live.next("message").find("bodyBase64").orElseThrow()).hasToString("\"/wA=\"");
      assertThat(List.of(two, three)).hasSize(2);
    }
  }

  @Test
  void an_operation_is_told_as_the_journal_has_it() throws Exception {
    try (LiveClient live = LiveClient.of(page)) {
      patch(BOILER, "{'tags':{'a':1}}");
      JsonObject told = live.next("operation");
      assertThat(ExplorerClient.at(told, "operation")).isEqualTo("\"patch-twin\"");
      assertThat(ExplorerClient.at(told, "deviceId")).isEqualTo("\"boiler\"");
      JsonObject timeline = page.get("/api/devices/boiler/timeline");
      assertThat(timeline.toString()).contains(told.toString());
    }
  }

  @Test
  void a_device_that_is_disabled_is_told_with_its_modules() throws Exception {
    try (LiveClient live = LiveClient.of(page)) {
      IdentityRequest now = IdentityRequest.withKeys(BOILER);
      var unused = hub.ports()
          .identities()
          .update(
              new IdentityRequest(
                  BOILER,
                  now.credentials(),
                  DeviceStatus.DISABLED,
                  now.statusReason(),
                  now.edge(),
                  now.managedBy(),
                  now.deviceScope(),
                  now.parentScopes(),
                  now.additions()),
              IfMatch.any());
      String leaves = "'leaves':[{'path':'status','before':'enabled','after':'disabled'}]}";
      assertThat(withoutTime(live.next("change")))
          .isEqualTo(json("{'deviceId':'boiler','kind':'updateDeviceIdentity'," + leaves));
    }
  }

  /** The last write is told whatever the condition, so that a stream that tells too much is found out. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      tags.plant = 'x'            | boiler
      tags.plant = 'x' OR tags.a = 1 | boiler meter
      deviceId IN ['meter']       | meter
      deviceId = 'boiler'         | boiler boiler/camera
      NOT is_defined(tags.plant)  | boiler/camera meter
      properties.desired.on = true | boiler/camera
      """)
  void a_condition_chooses_the_twins_as_they_are_after_the_change(String condition, String told)
      throws Exception {
    try (LiveClient live = LiveClient.of(page, condition + " OR tags.last = true")) {
      patch(BOILER, "{'tags':{'plant':'x'}}");
      patch(CAMERA, "{'properties':{'desired':{'on':true}}}");
      patch(METER, "{'tags':{'a':1}}");
      patch(METER, "{'tags':{'last':true,'a':null}}");
      List<String> heard = new ArrayList<>();
      JsonObject change = live.next("change");
      while (!change.toString().contains("tags.last")) {
        heard.add(ExplorerClient.at(change, "deviceId").replace("\"", "")
            + (change.has("moduleId") ? "/camera" : ""));
        change = live.next("change");
      }
      assertThat(heard).containsExactly(told.split(" "));
    }
  }

  @Test
  void a_condition_also_chooses_operations_messages_and_connections() throws Exception {
    patch(BOILER, "{'tags':{'plant':'x'}}");
    try (LiveClient live = LiveClient.of(page, "tags.plant = 'x'")) {
      for (TwinAddress address : List.of(METER, BOILER)) {
        try (ConnectedDevice device = ConnectedDevice.open(hub.ports().connections(), address)) {
          var unused = device.connection().send(DeviceMessage.ofJson("1")).get();
        }
      }
      var unusedPage = page.did("POST", "/api/query", "{'text':'SELECT * FROM devices'}");
      patch(BOILER, "{'tags':{'last':1}}");
      List<String> kinds = new ArrayList<>();
      LiveClient.Event event = live.next().orElseThrow();
      while (!event.kind().equals("change")) {
        assertThat(ExplorerClient.at(event.data(), "deviceId")).isEqualTo("\"boiler\"");
        kinds.add(event.kind());
        event = live.next().orElseThrow();
      }
      assertThat(kinds).contains("operation", "message", "connection");
    }
  }

  @Test
  void a_bad_condition_is_refused_with_its_place_before_the_stream_begins() throws Exception {
    try (LiveClient live = LiveClient.of(page, "tags.plant == 'x'")) {
      assertThat(live.status()).isEqualTo(400);
      assertThat(live.header("Content-Type")).contains("application/json; charset=utf-8");
      assertThat(live.text())
          .contains("\"problems\":[{\"line\":1,\"column\":12,\"length\":2,\"text\":\"==\"");
    }
  }

  @Test
  void a_stream_says_what_it_is_and_is_never_silent_for_long() throws Exception {
    try (LiveClient live = LiveClient.of(page, "deviceId = 'nobody'")) {
      assertThat(live.header("Content-Type")).contains("text/event-stream; charset=utf-8");
      assertThat(live.header("Cache-Control")).contains("no-store");
      long begun = System.nanoTime();
      live.comment();
      assertThat(System.nanoTime() - begun).isLessThan(15_000_000_000L);
    }
  }

  @Test
  void the_streams_end_with_the_hub() throws Exception {
    try (LiveClient one = LiveClient.of(page);
        LiveClient other = LiveClient.of(page, "deviceId = 'boiler'")) {
      hub.close();
      one.awaitEnd();
      other.awaitEnd();
    }
  }
}
