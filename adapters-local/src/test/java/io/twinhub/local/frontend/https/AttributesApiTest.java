package io.twinhub.local.frontend.https;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.application.json.JsonText;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonPath;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What api-versions from 2024-03-31 on add to identities. */
class AttributesApiTest {
  private static final String ATTRIBUTES =
      "{\"plant\":\"Redmond43\",\"Case\":[1,{\"a\":null}],\"deviceId\":7,\"$reserved\":{\"x\":1.50}}";

  private final RunningHub hub = new RunningHub().with("alpha");

  @AfterEach
  void stop() {
    hub.close();
  }

  private HttpResponse<String> write(String path, String members, String... headers)
      throws Exception {
    return hub.send("PUT", path, "{" + members + "}", headers);
  }

  private JsonObject read(String path, String version) throws Exception {
    return JsonText.parseObject(hub.get(path + "?api-version=" + version).body());
  }

  @ParameterizedTest
  @CsvSource({"/devices/new, /twins/new", "/devices/alpha/modules/new, /twins/alpha/modules/new"})
  void attributes_are_returned_unchanged_and_shown_on_the_twin(String identity, String twin)
      throws Exception {
    assertThat(write(identity, "\"Attributes\":" + ATTRIBUTES).statusCode()).isEqualTo(200);
    for (String path : new String[] {identity, twin}) {
      for (String version : new String[] {"2024-03-31", "2026-11-01-preview"}) {
        assertThat(read(path, version).find("attributes"))
            .contains(JsonText.parseObject(ATTRIBUTES));
      }
      assertThat(read(path, "2021-04-12").has("attributes")).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\"attributes\":null", "\"status\":\"disabled\""})
  void an_update_that_leaves_them_out_keeps_them(String members) throws Exception {
    write("/devices/new", "\"attributes\":" + ATTRIBUTES);
    assertThat(write("/devices/new", members, "If-Match", "*").statusCode()).isEqualTo(200);
    assertThat(read("/devices/new", "2024-03-31").find("attributes"))
        .contains(JsonText.parseObject(ATTRIBUTES));
  }

  @Test
  void an_update_replaces_them_as_a_whole() throws Exception {
    write("/devices/new", "\"attributes\":" + ATTRIBUTES);
    write("/devices/new", "\"attributes\":{}", "If-Match", "*");
    assertThat(read("/devices/new", "2024-03-31").find("attributes")).contains(JsonObject.EMPTY);
  }

  @Test
  void anything_but_an_object_is_refused() throws Exception {
    HttpResponse<String> refused = write("/devices/new", "\"attributes\":[]");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("attributes must be an object");
    assertThat(hub.get("/devices/new").statusCode()).isEqualTo(404);
  }

  @Test
  void bulk_entries_have_none() throws Exception {
    hub.send("POST", "/devices", "[{\"id\":\"new\",\"attributes\":" + ATTRIBUTES + "}]");
    assertThat(read("/devices/new", "2024-03-31").has("attributes")).isFalse();
  }

  @Test
  void further_members_of_the_authentication_are_kept() throws Exception {
    write(
        "/devices/new",
        "\"authentication\":{\"type\":\"sas\",\"PolicyResourceId\":\"/p\","
            + "\"x509CaValidation\":{\"mode\":\"full\"}}");
    write("/devices/new", "\"authentication\":{\"type\":\"sas\"}", "If-Match", "*");
    JsonObject identity = read("/devices/new", "2026-11-01-preview");
    assertThat(identity.find(JsonPath.parse("authentication.policyResourceId")).orElseThrow())
        .hasToString("\"/p\"");
    assertThat(identity.find(JsonPath.parse("authentication.x509CaValidation")).orElseThrow())
        .hasToString("{\"mode\":\"full\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"adrDeviceProperties\":{\"uuid\":\"1\"}",
        "\"deviceResourceId\":\"/d\"",
        "\"armSyncStatus\":7"
      })
  void what_belongs_to_the_service_is_ignored(String member) throws Exception {
    HttpResponse<String> written = write("/devices/new", member);
    assertThat(written.statusCode()).isEqualTo(200);
    assertThat(written.body()).doesNotContain(member.substring(0, member.indexOf(':')));
  }

  @Test
  void edge_devices_always_show_their_parents_scopes_and_leaves_only_if_they_have_some()
      throws Exception {
    write("/devices/edge", "\"capabilities\":{\"iotEdge\":true}");
    assertThat(read("/devices/edge", "2021-04-12").find("parentScopes").orElseThrow())
        .hasToString("[]");
    assertThat(read("/devices/alpha", "2021-04-12").has("parentScopes")).isFalse();
  }
}
