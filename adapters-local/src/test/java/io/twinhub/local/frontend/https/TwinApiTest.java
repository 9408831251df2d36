package io.twinhub.local.frontend.https;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.application.json.JsonText;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonPath;
import io.twinhub.domain.json.JsonValue;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Twins over real sockets, and what refusals look like to the letter. */
class TwinApiTest {
  private final RunningHub hub = new RunningHub().with("alpha").with("alpha", "camera");

  @AfterEach
  void stop() {
    hub.close();
  }

  private static JsonValue at(HttpResponse<String> response, String path) {
    return JsonText.parseObject(response.body()).find(JsonPath.parse(path)).orElseThrow();
  }

  /** The error's text without the tracking id, after checking that there is one. */
  private static String errorText(HttpResponse<String> response) {
    JsonObject body = JsonText.parseObject(response.body());
    assertThat(body.names()).containsExactly("Message", "ExceptionMessage");
    assertThat(body.find("ExceptionMessage").orElseThrow().toString())
        .matches("\"Tracking ID:[0-9a-f]{32}-G:0-TimeStamp:11/21/2026 12:00:00\"");
    String message = body.find("Message").orElseThrow().toString();
    return message.substring(1, message.length() - 1);
  }

  private static String twinWithout(HttpResponse<String> response, String... names) {
    JsonObject.Builder twin = JsonText.parseObject(response.body()).toBuilder();
    for (String name : names) {
      twin.remove(name);
    }
    return twin.build().toString();
  }

  @Nested
  class Reading {
    @Test
    void shows_a_new_twin_as_azure_does() throws Exception {
      HttpResponse<String> response = hub.get("/twins/alpha");
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("content-type"))
          .contains("application/json; charset=utf-8");
      assertThat(response.headers().firstValue("etag")).contains("\"AAAAAAAAAAE=\"");
      assertThat(twinWithout(response, "deviceEtag"))
          .isEqualTo("{\"deviceId\":\"alpha\",\"etag\":\"AAAAAAAAAAE=\",\"status\":\"enabled\","
              + "\"statusUpdateTime\":\"0001-01-01T00:00:00Z\",\"connectionState\":\"Disconnected\","
              + "\"lastActivityTime\":\"0001-01-01T00:00:00Z\",\"cloudToDeviceMessageCount\":0,"
              + "\"authenticationType\":\"sas\",\"x509Thumbprint\":{\"primaryThumbprint\":null,"
              + "\"secondaryThumbprint\":null},\"modelId\":\"\",\"version\":2,\"properties\":"
              + "{\"desired\":{\"$metadata\":{\"$lastUpdated\":\"0001-01-01T00:00:00Z\"},"
              + "\"$version\":1},\"reported\":{\"$metadata\":{\"$lastUpdated\":"
              + "\"0001-01-01T00:00:00Z\"},\"$version\":1}},\"capabilities\":{\"iotEdge\":false}}");
    }

    @Test
    void shows_the_twin_of_a_module() throws Exception {
      HttpResponse<String> response = hub.get("/twins/alpha/modules/camera");
      assertThat(at(response, "deviceId")).hasToString("\"alpha\"");
      assertThat(at(response, "moduleId")).hasToString("\"camera\"");
    }

    @ParameterizedTest
    @CsvSource({
      "/twins/ghost, DeviceNotFound, Device ghost not registered",
      "/twins/ALPHA, DeviceNotFound, Device ALPHA not registered",
      "/twins/ghost/modules/camera, DeviceNotFound, Device ghost not registered",
      "/twins/alpha/modules/ghost, ModuleNotFound, Module ghost on device alpha not registered"
    })
    void what_is_not_there_is_refused_so_that_every_sdk_understands(
        String path, String name, String text) throws Exception {
      HttpResponse<String> response = hub.get(path);
      assertThat(response.statusCode()).isEqualTo(404);
      assertThat(response.headers().firstValue("iothub-errorcode")).contains(name);
      assertThat(errorText(response)).isEqualTo("ErrorCode:" + name + ";" + text);
    }
  }

  @Nested
  class Patching {
    private static final String PATCH =
        "{\"tags\":{\"site\":\"Zürich\"},\"properties\":{\"desired\":{\"interval\":30}}}";

    @Test
    void answers_the_whole_new_twin() throws Exception {
      HttpResponse<String> response = hub.send("PATCH", "/twins/alpha", PATCH);
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(at(response, "tags.site")).hasToString("\"Zürich\"");
      assertThat(at(response, "properties.desired.interval")).hasToString("30");
      assertThat(at(response, "version")).hasToString("3");
      assertThat(response.headers().firstValue("etag")).contains("\"AAAAAAAAAAI=\"");
      assertThat(hub.get("/twins/alpha").body()).isEqualTo(response.body());
    }

    @Test
    void may_be_a_post_as_java_sends_it() throws Exception {
      HttpResponse<String> response =
          hub.send("POST", "/twins/alpha", PATCH, "x-http-method-override", "PATCH");
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(at(response, "version")).hasToString("3");
    }

    @Test
    void may_carry_every_root_member_as_null() throws Exception {
      HttpResponse<String> response = hub.send(
          "PATCH",
          "/twins/alpha",
          "{\"deviceId\":\"alpha\",\"moduleId\":null,\"etag\":null,\"version\":null,\"status\":null,"
              + "\"capabilities\":null,\"configurations\":null,\"tags\":{\"a\":1},"
              + "\"properties\":{\"desired\":{},\"reported\":{}}}");
      assertThat(at(response, "tags.a")).hasToString("1");
      assertThat(at(response, "properties.desired.$version")).hasToString("1");
    }

    @ParameterizedTest
    @CsvSource({"*", "'\"*\"'", "'\"AAAAAAAAAAE=\"'", "'W/\"AAAAAAAAAAE=\"'", "stale-but-unquoted"})
    void goes_through_if_the_condition_holds(String ifMatch) throws Exception {
      assertThat(hub.send("PATCH", "/twins/alpha", PATCH, "If-Match", ifMatch).statusCode())
          .isEqualTo(200);
    }

    @Test
    void with_a_stale_etag_changes_nothing_and_names_both() throws Exception {
      HttpResponse<String> response =
          hub.send("PATCH", "/twins/alpha", PATCH, "If-Match", "\"AAAAAAAAAAk=\"");
      assertThat(response.statusCode()).isEqualTo(412);
      assertThat(errorText(response))
          .isEqualTo(
              "ErrorCode:PreconditionFailed;if-match was AAAAAAAAAAk=, but the twin's etag is"
                  + " AAAAAAAAAAE=; read the twin again and repeat the patch");
      assertThat(at(hub.get("/twins/alpha"), "version")).hasToString("2");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "{\"tags\": | 400 | IotHubFormatError",
          "[] | 400 | IotHubFormatError",
          "{\"tags\":5} | 400 | ArgumentInvalid",
          "{\"properties\":{\"desired\":\"x\"}} | 400 | ArgumentInvalid",
          "{\"tags\":{\"a.b\":1}} | 400 | ArgumentInvalid",
          "{\"tags\":{\"a\":[1]}} | 400 | ArgumentInvalid",
          "{\"tags\":{\"a\":1},\"properties\":{\"desired\":{\"$x\":1}}} | 400 | ArgumentInvalid"
        })
    void of_what_no_twin_holds_changes_nothing(String body, int status, String name)
        throws Exception {
      HttpResponse<String> response = hub.send("PATCH", "/twins/alpha", body);
      assertThat(response.statusCode()).isEqualTo(status);
      assertThat(response.headers().firstValue("iothub-errorcode")).contains(name);
      assertThat(at(hub.get("/twins/alpha"), "version")).hasToString("2");
    }

    @Test
    void without_a_body_says_so() throws Exception {
      assertThat(errorText(hub.send("PATCH", "/twins/alpha", "")))
          .isEqualTo("ErrorCode:IotHubFormatError;expected JSON, found nothing");
    }

    @Test
    void with_broken_json_names_the_place() throws Exception {
      assertThat(errorText(hub.send("PATCH", "/twins/alpha", "{\"tags\":\n{\"a\" 1}}")))
          .startsWith("ErrorCode:IotHubFormatError;not JSON: line 2, column ");
    }

    @Test
    void too_deep_to_read_is_refused() throws Exception {
      String deep = "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000);
      assertThat(errorText(hub.send("PATCH", "/twins/alpha", deep)))
          .startsWith("ErrorCode:IotHubFormatError;not JSON: ");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "Content-Type | text/plain | Content-Type 'text/plain'; use application/json; charset=utf-8",
          "Content-Type | application/json; charset=utf-16 | Content-Type 'application/json; charset=utf-16'; use application/json; charset=utf-8",
          "Content-Encoding | gzip | Content-Encoding 'gzip'; send the body without"
        })
    void of_another_type_than_json_is_refused(String header, String value, String text)
        throws Exception {
      HttpResponse<String> response = hub.send("PATCH", "/twins/alpha", PATCH, header, value);
      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(errorText(response)).isEqualTo("ErrorCode:InvalidContentEncodingOrType;" + text);
      assertThat(at(hub.get("/twins/alpha"), "version")).hasToString("2");
    }

    @ParameterizedTest
    @CsvSource({
      "application/json",
      "application/json; charset=utf-8",
      "application/json;charset=UTF-8",
      "Application/JSON; charset=\"utf-8\""
    })
    void may_spell_its_type_in_any_way(String type) throws Exception {
      assertThat(hub.send("PATCH", "/twins/alpha", PATCH, "Content-Type", type).statusCode())
          .isEqualTo(200);
    }
  }

  @Nested
  class Replacing {
    @Test
    void clears_what_is_not_named_in_a_section() throws Exception {
      hub.send("PATCH", "/twins/alpha", "{\"tags\":{\"a\":1,\"b\":2}}");
      HttpResponse<String> response = hub.send("PUT", "/twins/alpha", "{\"tags\":{\"b\":3}}");
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(at(response, "tags")).hasToString("{\"b\":3}");
    }

    @Test
    void refuses_null_in_the_words_of_azure() throws Exception {
      assertThat(errorText(hub.send("PUT", "/twins/alpha", "{\"tags\":{\"my-tag\":null}}")))
          .isEqualTo("ErrorCode:ArgumentInvalid;Value of Property or Tag cannot be null. Error in"
              + " Property/Tag my-tag");
    }
  }
}
