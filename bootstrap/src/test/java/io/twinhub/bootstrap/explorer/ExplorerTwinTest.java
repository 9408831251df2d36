package io.twinhub.bootstrap.explorer;

import static io.twinhub.bootstrap.explorer.ExplorerClient.at;
import static io.twinhub.bootstrap.explorer.ExplorerClient.json;
import static io.twinhub.bootstrap.explorer.ExplorerClient.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.application.device.ConnectedDevice;
import io.twinhub.bootstrap.Twinhub;
import io.twinhub.bootstrap.config.HubConfig;
import io.twinhub.domain.document.Members;
import io.twinhub.domain.document.TwinDocument;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.twin.ReportedPatch;
import io.twinhub.domain.twin.Twin;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A twin in the Explorer: shown, previewed, changed. */
@Timeout(60)
class ExplorerTwinTest {
  private static final TwinAddress DEVICE = TwinAddress.device("d#1?+%");
  private static final String PATH = "/api/devices/d%231%3F+%25";

  @TempDir
  private Path folder;

  private Twinhub hub;
  private ExplorerClient browser;

  @BeforeEach
  void start() throws Exception {
    hub = Twinhub.start(HubConfig.forTests(folder));
    hub.ports().identities().create(IdentityRequest.withKeys(DEVICE));
    hub.ports()
        .identities()
        .create(IdentityRequest.withKeys(TwinAddress.module("d#1?+%", "camera")));
    browser = ExplorerClient.of(hub);
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private Twin stored() {
    return hub.ports().twins().find(DEVICE).orElseThrow();
  }

  private HttpResponse<String> patched(String etag, String body) throws Exception {
    return browser.send(browser
        .request("PATCH", PATH + "/twin", body.replace('\'', '"'))
        .header("If-Match", "\"" + etag + "\""));
  }

  @Test
  void a_twin_comes_with_what_became_of_each_desired_property() throws Exception {
    browser.did(
        "PATCH", PATH + "/twin", "{'tags':{'t':'é'},'properties':{'desired':{'a':1,'b':2}}}");
    try (ConnectedDevice device = ConnectedDevice.open(hub.ports().connections(), DEVICE)) {
      device.connection().report(ReportedPatch.of(json("{'a':1,'c':3}")));
      JsonObject found = browser.get(PATH + "/twin");
      assertThat(found.find("twin").orElseThrow()).isEqualTo(TwinDocument.of(stored()));
      assertThat(Members.leniently(found).objects("steps").stream()
              .map(step -> step.object().without("since").toString().replace('"', '\'')))
          .containsExactly(
              "{'path':'a','desired':1,'reported':1,'state':'in step'}",
              "{'path':'b','desired':2,'state':'only desired'}",
              "{'path':'c','reported':3,'state':'only reported'}");
      assertThat(at(found, "limits").replace('"', '\''))
          .isEqualTo("[{'section':'tags','used':3,'max':8192},"
              + "{'section':'desired','used':18,'max':32768},"
              + "{'section':'reported','used':18,'max':32768}]");
      assertThat(at(found, "connection.state")).isEqualTo("\"Connected\"");
      assertThat(at(found, "connection.since")).startsWith("\"20");
      assertThat(at(found, "modules")).isEqualTo("[\"camera\"]");
    }
    assertThat(at(browser.get(PATH + "/modules/camera/twin"), "twin.moduleId"))
        .isEqualTo("\"camera\"");
    assertThat(at(browser.get(PATH + "/modules/camera/twin"), "modules")).isEqualTo("[]");
  }

  @Test
  void a_change_needs_the_present_etag_and_shows_the_other_change() throws Exception {
    String etag = stored().etag().value();
    HttpResponse<String> mine = patched(etag, "{'tags':{'a':1}}");
    assertThat(mine.statusCode()).isEqualTo(200);
    assertThat(at(read(mine.body()), "twin.tags")).isEqualTo("{\"a\":1}");
    HttpResponse<String> late = patched(etag, "{'tags':{'a':2}}");
    assertThat(late.statusCode()).isEqualTo(412);
    JsonObject body = read(late.body());
    assertThat(at(body, "error.code")).isEqualTo("412001");
    assertThat(at(body, "theirs.twin.tags")).isEqualTo("{\"a\":1}");
    assertThat(at(body, "theirs.twin.etag")).isEqualTo("\"" + stored().etag() + "\"");
    assertThat(stored().tags().values()).isEqualTo(json("{'a':1}"));
    assertThat(patched(stored().etag().value(), "{'tags':{'a':null}}").statusCode())
        .isEqualTo(200);
    assertThat(stored().tags().values()).isEqualTo(JsonObject.EMPTY);
  }

  @Test
  void a_preview_changes_nothing_and_is_what_the_change_then_does() throws Exception {
    String patch = "{'tags':{'t':1},'properties':{'desired':{'o':{'x':1}}}}";
    Twin before = stored();
    JsonObject preview = browser.did("POST", PATH + "/preview", patch);
    assertThat(stored()).isEqualTo(before);
    assertThat(preview.find("before").orElseThrow()).isEqualTo(TwinDocument.of(before));
    assertThat(preview.find("notification").orElseThrow()).isEqualTo(JsonNull.NULL);
    assertThat(at(preview, "notificationNote"))
        .isEqualTo("\"d#1?+% is not connected. It is told nothing now, and reads its twin when it"
            + " connects.\"");
    assertThat(at(preview, "problems")).isEqualTo("[]");
    browser.did("PATCH", PATH + "/twin", patch);
    assertThat(at(preview, "after.tags")).isEqualTo(stored().tags().values().toString());
    assertThat(at(preview, "after.etag")).isEqualTo("\"" + stored().etag() + "\"");
    assertThat(at(preview, "limits")).isEqualTo(at(browser.get(PATH + "/twin"), "limits"));
  }

  @Test
  void a_preview_tells_what_a_connected_device_would_be_told() throws Exception {
    try (ConnectedDevice device = ConnectedDevice.open(hub.ports().connections(), DEVICE)) {
      assertThat(device.connection().read().desired()).isEqualTo(JsonObject.EMPTY);
      JsonObject told =
          browser.did("POST", PATH + "/preview", "{'properties':{'desired':{'a':1}}}");
      assertThat(told.find("notification").orElseThrow()).isEqualTo(json("{'a':1,'$version':2}"));
      assertThat(at(told, "notificationNote"))
          .isEqualTo("\"d#1?+% is connected and is told at once.\"");
      JsonObject silent = browser.did("POST", PATH + "/preview", "{'tags':{'a':1}}");
      assertThat(silent.find("notification").orElseThrow()).isEqualTo(JsonNull.NULL);
      assertThat(at(silent, "notificationNote"))
          .isEqualTo("\"d#1?+% is told nothing: no desired property changes.\"");
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      {'tags':{'a b':1}}                   | a b
      {'properties':{'desired':{'$a':1}}}  | $a
      {'properties':{'desired':{'l':[1]}}} | l
      """)
  void what_would_be_refused_is_previewed_with_the_reason_that_the_change_gives(
      String patch, String name) throws Exception {
    JsonObject preview = browser.did("POST", PATH + "/preview", patch);
    Members problem = Members.leniently(preview).objects("problems").get(0);
    HttpResponse<String> refused = browser.send("PATCH", PATH + "/twin", patch.replace('\'', '"'));
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(at(read(refused.body()), "error.message"))
        .contains(name)
        .isEqualTo(problem.find("message").orElseThrow().toString());
    assertThat(stored().version().value()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{'tags':7}", "{'tags':[]}", "{'properties':7}", "{'properties':{'desired':'x'}}"})
  void a_patch_that_is_none_is_refused(String patch) throws Exception {
    for (String line : new String[] {"POST /preview", "PATCH /twin"}) {
      String[] parts = line.split(" ", -1);
      HttpResponse<String> answer =
          browser.send(parts[0], PATH + parts[1], patch.replace('\'', '"'));
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).startsWith("{\"error\":{\"code\":400");
    }
    assertThat(stored().version().value()).isEqualTo(2);
  }
}
