package io.twinhub.local.frontend.https;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Configurations over REST, with the habits of each SDK. */
class ConfigurationApiTest {
  private static final String PATH = "/configurations/fw";
  private static final String FW = "{\"id\":\"fw\",\"schemaVersion\":\"1.0\",\"labels\":null,"
      + "\"content\":{\"deviceContent\":{\"properties.desired.fw\":{\"v\":\"1\"}}},"
      + "\"targetCondition\":\"deviceId = 'alpha'\",\"priority\":%d,"
      + "\"createdTimeUtc\":\"0001-12-30T00:00:00\",\"etag\":\"\",\"contentType\":\"assignment\","
      + "\"systemMetrics\":{\"results\":{\"appliedCount\":77},\"queries\":{}},"
      + "\"metrics\":{\"results\":{},\"queries\":{\"all\":\"SELECT deviceId FROM devices\"}}}";

  private final RunningHub hub = new RunningHub().with("alpha").with("beta");

  @AfterEach
  void stop() {
    hub.close();
  }

  private HttpResponse<String> put(String path, String body, String... headers) throws Exception {
    return hub.send("PUT", path, body, headers);
  }

  private static String shown(HttpResponse<String> response) {
    return response
        .body()
        .replaceAll("\"(created|lastUpdated)TimeUtc\":\"[^\"]*\"", "\"$1TimeUtc\":\"…\"");
  }

  @Test
  void the_whole_document_comes_back() throws Exception {
    HttpResponse<String> made = put(PATH, FW.formatted(10));
    assertThat(made.statusCode()).isEqualTo(200);
    assertThat(made.headers().firstValue("ETag")).contains("\"MQ==\"");
    assertThat(shown(made))
        .isEqualTo("{\"id\":\"fw\",\"schemaVersion\":\"1.0\",\"labels\":null,"
            + "\"content\":{\"deviceContent\":{\"properties.desired.fw\":{\"v\":\"1\"}}},"
            + "\"targetCondition\":\"deviceId = 'alpha'\",\"createdTimeUtc\":\"…\","
            + "\"lastUpdatedTimeUtc\":\"…\",\"priority\":10,\"systemMetrics\":{\"results\":"
            + "{\"targetedCount\":1,\"appliedCount\":1},\"queries\":{\"targetedCount\":"
            + "\"select deviceId from devices where deviceId = 'alpha'\",\"appliedCount\":"
            + "\"select deviceId from devices where configurations.[[fw]].status = 'Applied'\"}},"
            + "\"metrics\":{\"results\":{\"all\":2},\"queries\":"
            + "{\"all\":\"SELECT deviceId FROM devices\"}},\"etag\":\"MQ==\"}");
    assertThat(shown(hub.get(PATH))).isEqualTo(shown(made));
    assertThat(shown(hub.get("/configurations/?top=5"))).isEqualTo("[" + shown(made) + "]");
    assertThat(shown(hub.get("/configurations"))).isEqualTo("[" + shown(made) + "]");
  }

  @Test
  void the_twin_shows_the_settings_the_author_and_the_standing() throws Exception {
    put(PATH, FW.formatted(10));
    String twin = hub.get("/twins/alpha").body();
    assertThat(twin)
        .contains("\"desired\":{\"fw\":{\"v\":\"1\"},")
        .containsPattern("\"v\":\\{\"\\$lastUpdated\":\"[^\"]+\",\"\\$lastUpdatedVersion\":2,"
            + "\"\\$lastUpdatedBy\":\"fw\",\"\\$lastUpdatedByDigest\":\"\\d{18}\"\\}")
        .contains("\"configurations\":{\"fw\":{\"status\":\"Applied\"}}");
    assertThat(hub.get("/twins/beta").body()).doesNotContain("configurations");
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "\"*\"", "MQ==", "\"MQ==\""})
  void each_form_of_the_condition_allows_an_update(String ifMatch) throws Exception {
    put(PATH, FW.formatted(10));
    HttpResponse<String> changed = put(PATH, FW.formatted(11), "If-Match", ifMatch);
    assertThat(changed.statusCode()).isEqualTo(200);
    assertThat(changed.body()).contains("\"priority\":11").contains("\"etag\":\"Mg==\"");
  }

  @Test
  void what_exists_is_not_created_and_what_does_not_is_not_changed() throws Exception {
    assertThat(put(PATH, FW.formatted(1), "If-Match", "*").statusCode()).isEqualTo(404);
    put(PATH, FW.formatted(1));
    HttpResponse<String> again = put(PATH, FW.formatted(1));
    assertThat(again.statusCode()).isEqualTo(409);
    assertThat(again.body()).contains("ErrorCode:ConfigurationAlreadyExists;");
    HttpResponse<String> stale = put(PATH, FW.formatted(1), "If-Match", "\"Mg==\"");
    assertThat(stale.statusCode()).isEqualTo(412);
    assertThat(stale.body()).contains("ErrorCode:PreconditionFailed;");
    HttpResponse<String> content =
        put(PATH, FW.formatted(1).replace("\"v\":\"1\"", "\"v\":\"2\""), "If-Match", "*");
    assertThat(content.statusCode()).isEqualTo(400);
    assertThat(content.body()).contains("ErrorCode:CannotModifyImmutableConfigurationContent;");
  }

  @Test
  void a_deletion_answers_204_with_and_without_a_condition() throws Exception {
    put(PATH, FW.formatted(1));
    assertThat(hub.send("DELETE", PATH, "", "If-Match", "\"bm8=\"").statusCode())
        .isEqualTo(412);
    assertThat(hub.send("DELETE", PATH, "").statusCode()).isEqualTo(204);
    assertThat(hub.send("DELETE", PATH, "").statusCode()).isEqualTo(404);
    assertThat(hub.get(PATH).body()).contains("ErrorCode:ConfigurationNotFound;");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"priority\":-1 | 400 | priority must be a whole number from 0 to 2147483647, but was -1",
        "\"priority\":2147483648 | 400 | priority must be a whole number from 0 to",
        "\"priority\":\"high\" | 400 | priority must be a whole number from 0 to",
        "\"targetCondition\":\"tags.a = \" | 400 | InvalidConfigurationTargetCondition",
        "\"targetCondition\":\"deviceId IN ['a']\" | 400 | BadRequest: target conditions have no IN",
        "\"targetCondition\":\"status = 'enabled'\" | 400 | It contains: status",
        "\"targetCondition\":\"FROM devices.modules\" | 400 | needs moduleContent, not deviceContent",
        "\"targetCondition\":5 | 400 | targetCondition must be a string",
        "\"labels\":{\"a\":1} | 400 | labels.a must be a string",
        "\"id\":\"other\" | 400 | id must be 'fw', as in the address",
        "\"content\":{} | 400 | it must have one of deviceContent",
        "\"metrics\":{\"queries\":{\"a\":\"1\",\"b\":\"1\",\"c\":\"1\",\"d\":\"1\",\"e\":\"1\",\"f\":\"1\"}} | 400 | at most 5 custom metrics, not 6"
      })
  void a_wrong_member_is_refused_and_named(String member, int status, String text)
      throws Exception {
    String body = "{\"content\":{\"deviceContent\":{\"properties.desired.a\":1}}," + member + "}";
    HttpResponse<String> response = put(PATH, body);
    assertThat(response.body()).contains(text.strip());
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(hub.get("/configurations").body()).isEqualTo("[]");
  }

  @Test
  void a_condition_that_does_not_parse_is_shown_with_a_caret() throws Exception {
    HttpResponse<String> test = hub.send(
        "POST",
        "/configurations/testQueries",
        "{\"targetCondition\":\"tags.a == 1\",\"customMetricQueries\":{\"m\":\"SELECT * FROM devices\"}}");
    assertThat(test.statusCode()).isEqualTo(200);
    assertThat(test.body()).contains("\\ntags.a == 1\\n").contains("^\"");
    assertThat(test.body()).contains("\"customMetricQueryErrors\":{\"m\":null}");
  }

  @Test
  void set_modules_makes_the_named_modules_and_removes_the_others() throws Exception {
    put("/devices/edge", "{\"deviceId\":\"edge\",\"capabilities\":{\"iotEdge\":true}}");
    put("/devices/edge/modules/old", "{\"deviceId\":\"edge\",\"moduleId\":\"old\"}");
    String content = "{\"modulesContent\":{\"$edgeAgent\":{\"properties.desired\":{\"modules\":"
        + "{\"filter\":{\"type\":\"docker\"}}}},\"sensor\":{\"properties.desired.rate\":5}}}";
    HttpResponse<String> applied =
        hub.send("POST", "/devices/edge/applyConfigurationContent", content);
    assertThat(applied.statusCode()).isEqualTo(204);
    assertThat(hub.get("/devices/edge/modules").body())
        .contains("\"moduleId\":\"$edgeAgent\"")
        .contains("\"moduleId\":\"$edgeHub\"")
        .contains("\"moduleId\":\"filter\"")
        .contains("\"moduleId\":\"sensor\"")
        .doesNotContain("\"old\"");
    assertThat(hub.get("/twins/edge/modules/sensor").body()).contains("\"rate\":5");
    HttpResponse<String> leaf =
        hub.send("POST", "/devices/alpha/applyConfigurationContent", content);
    assertThat(leaf.statusCode()).isEqualTo(400);
    assertThat(leaf.body()).contains("'alpha' is no edge device; it needs capabilities.iotEdge");
  }

  @Test
  void a_deployment_gives_edge_devices_their_modules_and_takes_them_again() throws Exception {
    put("/devices/edge", "{\"deviceId\":\"edge\",\"capabilities\":{\"iotEdge\":true}}");
    String full = "{\"content\":{\"modulesContent\":{\"$edgeAgent\":{\"properties.desired\":"
        + "{\"modules\":{\"filter\":{\"type\":\"docker\"}}}},\"filter\":{\"properties.desired\":"
        + "{\"rate\":1,\"own\":2}}}},\"targetCondition\":\"*\",\"priority\":1}";
    String layered = "{\"content\":{\"modulesContent\":{\"$edgeAgent\":"
        + "{\"properties.desired.modules.extra\":{\"type\":\"docker\"}},\"filter\":"
        + "{\"properties.desired.rate\":9}}},\"targetCondition\":\"*\",\"priority\":2}";
    assertThat(put("/configurations/base", full).body()).contains("\"appliedCount\":1");
    assertThat(put("/configurations/layer", layered).body()).contains("\"appliedCount\":1");
    assertThat(hub.get("/twins/edge/modules/filter").body()).contains("\"rate\":9,\"own\":2");
    assertThat(hub.get("/devices/edge/modules").body()).contains("\"moduleId\":\"extra\"");
    assertThat(hub.get("/twins/alpha").body()).doesNotContain("configurations");
    hub.send("DELETE", "/configurations/layer", "");
    assertThat(hub.get("/devices/edge/modules").body()).doesNotContain("\"moduleId\":\"extra\"");
    assertThat(hub.get("/twins/edge/modules/filter").body()).contains("\"rate\":1,\"own\":2");
    hub.send("DELETE", "/configurations/base", "");
    assertThat(hub.get("/devices/edge/modules").body())
        .doesNotContain("\"moduleId\":\"filter\"")
        .contains("\"moduleId\":\"$edgeAgent\"");
  }
}
