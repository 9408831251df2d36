package io.twinhub.local.frontend.https;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.application.json.JsonText;
import io.twinhub.domain.json.JsonPath;
import io.twinhub.domain.message.CloudMessage;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The identity registry over real sockets. */
class IdentityApiTest {
  private final RunningHub hub = new RunningHub();

  @AfterEach
  void stop() {
    hub.close();
  }

  private static String at(HttpResponse<String> response, String path) {
    return JsonText.parseObject(response.body())
        .find(JsonPath.parse(path))
        .orElseThrow()
        .toString();
  }

  private static String message(HttpResponse<String> response) {
    String quoted = at(response, "Message");
    return quoted.substring(1, quoted.length() - 1);
  }

  @Nested
  class Creating {
    @Test
    void a_device_answers_200_with_generated_keys() throws Exception {
      HttpResponse<String> response = hub.send("PUT", "/devices/alpha", "{\"deviceId\":\"alpha\"}");
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(at(response, "authentication.type")).isEqualTo("\"sas\"");
      assertThat(at(response, "authentication.symmetricKey.primaryKey")).hasSize(46);
      assertThat(response.headers().firstValue("etag")).contains(at(response, "etag"));
      assertThat(hub.get("/devices/alpha").body()).isEqualTo(response.body());
      assertThat(hub.get("/twins/alpha").statusCode()).isEqualTo(200);
    }

    @Test
    void a_module_answers_200_as_its_update_does() throws Exception {
      hub.with("alpha");
      HttpResponse<String> created = hub.send(
          "PUT",
          "/devices/alpha/modules/camera",
          "{\"deviceId\":\"alpha\",\"moduleId\":\"camera\",\"managedBy\":\"\"}");
      assertThat(created.statusCode()).isEqualTo(200);
      assertThat(at(created, "moduleId")).isEqualTo("\"camera\"");
      assertThat(hub.send("PUT", "/devices/alpha/modules/camera", "{}", "If-Match", "*")
              .statusCode())
          .isEqualTo(200);
    }

    @Test
    void twice_is_a_conflict_that_changes_nothing() throws Exception {
      HttpResponse<String> first = hub.send("PUT", "/devices/alpha", "{}");
      HttpResponse<String> second = hub.send("PUT", "/devices/alpha", "{\"status\":\"disabled\"}");
      assertThat(second.statusCode()).isEqualTo(409);
      assertThat(message(second))
          .isEqualTo(
              "ErrorCode:DeviceAlreadyExists;A device with ID 'alpha' is already registered.");
      assertThat(hub.get("/devices/alpha").body()).isEqualTo(first.body());
    }

    @Test
    void a_module_without_its_device_is_refused() throws Exception {
      HttpResponse<String> response = hub.send("PUT", "/devices/ghost/modules/m", "{}");
      assertThat(response.statusCode()).isEqualTo(404);
      assertThat(response.headers().firstValue("iothub-errorcode")).contains("DeviceNotFound");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a%2520b", "a%2Bb", "a+b", "a%23b", "(a)!*'$,=@;", "%24a"})
    void an_odd_id_is_found_under_the_spelling_that_made_it(String id) throws Exception {
      assertThat(hub.send("PUT", "/devices/" + id, "{}").statusCode()).isEqualTo(200);
      assertThat(hub.get("/devices/" + id).statusCode()).isEqualTo(200);
      assertThat(hub.get("/twins/" + id).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a%20b", "%C3%A4", "a%22b"})
    void an_unlawful_id_is_refused(String id) throws Exception {
      HttpResponse<String> response = hub.send("PUT", "/devices/" + id, "{}");
      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(message(response)).startsWith("ErrorCode:ArgumentInvalid;device id '");
    }

    @Test
    void another_id_in_the_body_is_refused() throws Exception {
      assertThat(message(hub.send("PUT", "/devices/alpha", "{\"deviceId\":\"beta\"}")))
          .isEqualTo("ErrorCode:ArgumentInvalid;deviceId is 'beta' in the body, but the path names"
              + " 'alpha'");
      assertThat(hub.get("/devices/alpha").statusCode()).isEqualTo(404);
    }
  }

  @Nested
  class Updating {
    @Test
    void needs_a_condition_to_be_one() throws Exception {
      hub.with("alpha");
      HttpResponse<String> response =
          hub.send("PUT", "/devices/alpha", "{\"status\":\"Disabled\"}", "If-Match", "*");
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(at(response, "status")).isEqualTo("\"disabled\"");
    }

    @Test
    void what_is_not_there_is_404() throws Exception {
      assertThat(hub.send("PUT", "/devices/ghost", "{}", "If-Match", "\"*\"").statusCode())
          .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"stale\"", "stale"})
    void with_a_stale_etag_is_412_with_and_without_quotes(String ifMatch) throws Exception {
      hub.with("alpha");
      String before = hub.get("/devices/alpha").body();
      HttpResponse<String> response =
          hub.send("PUT", "/devices/alpha", "{\"status\":\"disabled\"}", "If-Match", ifMatch);
      assertThat(response.statusCode()).isEqualTo(412);
      assertThat(message(response))
          .startsWith(
              "ErrorCode:PreconditionFailed;if-match was stale, but the identity's etag is ");
      assertThat(hub.get("/devices/alpha").body()).isEqualTo(before);
    }
  }

  @Nested
  class Deleting {
    @ParameterizedTest
    @ValueSource(strings = {"", "*", "\"*\""})
    void answers_204_without_a_body(String ifMatch) throws Exception {
      hub.with("alpha");
      HttpResponse<String> response = ifMatch.isEmpty()
          ? hub.send("DELETE", "/devices/alpha", "")
          : hub.send("DELETE", "/devices/alpha", "", "If-Match", ifMatch);
      assertThat(response.statusCode()).isEqualTo(204);
      assertThat(response.body()).isEmpty();
      assertThat(hub.get("/devices/alpha").statusCode()).isEqualTo(404);
    }

    @Test
    void with_a_stale_etag_deletes_nothing() throws Exception {
      hub.with("alpha");
      assertThat(hub.send("DELETE", "/devices/alpha", "", "If-Match", "\"x\"").statusCode())
          .isEqualTo(412);
      assertThat(hub.get("/devices/alpha").statusCode()).isEqualTo(200);
    }
  }

  @Nested
  class Listing {
    @ParameterizedTest
    @CsvSource({
      "/devices, 3",
      "/devices/, 3",
      "/devices?top=2, 2",
      "/devices/?top=2, 2",
      "/devices?TOP=1, 1",
      "/devices?top=5000, 3",
      "/devices?top=, 3"
    })
    void shows_devices_up_to_the_number_asked(String target, int count) throws Exception {
      hub.with("a").with("b").with("c").with("a", "m");
      HttpResponse<String> response = hub.get(target);
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body().split("\"deviceId\"", -1)).hasSize(count + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "x", "1.5", "99999999999999999999"})
    void refuses_a_number_that_is_none(String top) throws Exception {
      assertThat(message(hub.get("/devices?top=" + top)))
          .isEqualTo(
              "ErrorCode:ArgumentInvalid;top must be a whole number from 1 to 1000, but was '" + top
                  + "'");
    }

    @Test
    void shows_the_modules_of_a_device() throws Exception {
      hub.with("a").with("a", "m").with("a", "n").with("b").with("b", "o");
      assertThat(hub.get("/devices/a/modules").body().split("\"moduleId\"", -1)).hasSize(3);
      assertThat(hub.get("/devices/ghost/modules").statusCode()).isEqualTo(404);
    }
  }

  @Nested
  class In_bulk {
    @Test
    void all_done_is_200() throws Exception {
      HttpResponse<String> response = hub.send("POST", "/devices/", """
          [{"id":"a","importMode":"create","tags":{"x":1}},
           {"id":"b","importMode":"create","status":"Disabled"}]""");
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body())
          .isEqualTo("{\"isSuccessful\":true,\"errors\":[],\"warnings\":[]}");
      assertThat(at(hub.get("/twins/a"), "tags.x")).isEqualTo("1");
      assertThat(at(hub.get("/devices/b"), "status")).isEqualTo("\"disabled\"");
    }

    @Test
    void what_failed_is_named_with_400_and_the_rest_is_done() throws Exception {
      hub.with("a");
      HttpResponse<String> response = hub.send(
          "POST",
          "/devices",
          "[{\"id\":\"a\",\"importMode\":\"create\"},{\"id\":\"b\",\"importMode\":\"create\"}]");
      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(response.body())
          .isEqualTo("{\"isSuccessful\":false,\"errors\":[{\"deviceId\":\"a\",\"errorCode\":"
              + "409001,\"errorStatus\":\"A device with ID 'a' is already"
              + " registered.\",\"moduleId\":null,\"operation\":\"create\"}],\"warnings\":[]}");
      assertThat(hub.get("/devices/b").statusCode()).isEqualTo(200);
    }

    @Test
    void one_entry_of_another_shape_stops_all() throws Exception {
      assertThat(message(hub.send(
              "POST",
              "/devices",
              "[{\"id\":\"a\",\"importMode\":\"create\"},{\"moduleId\":\"b\"}]")))
          .isEqualTo("ErrorCode:ArgumentInvalid;[1].id is missing");
      assertThat(hub.get("/devices/a").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void statistics_count_devices() throws Exception {
    hub.with("a").with("b");
    hub.send("PUT", "/devices/c", "{\"status\":\"disabled\"}");
    assertThat(hub.get("/statistics/devices").body())
        .isEqualTo("{\"totalDeviceCount\":3,\"enabledDeviceCount\":2,\"disabledDeviceCount\":1}");
    assertThat(hub.get("/statistics/service").body()).isEqualTo("{\"connectedDeviceCount\":0}");
  }

  @Test
  void purging_commands_throws_away_the_messages_of_one_device_or_module() throws Exception {
    hub.with("a").with("a", "m").with("b");
    for (String to : List.of("a", "a", "b", "a/modules/m")) {
      hub.engine()
          .messages()
          .send(CloudMessage.to("/devices/" + to + "/messages/devicebound").build());
    }
    assertThat(hub.send("DELETE", "/devices/a/commands", "").body())
        .isEqualTo("{\"totalMessagesPurged\":2,\"deviceId\":\"a\",\"moduleId\":null}");
    assertThat(hub.send("DELETE", "/devices/a/commands", "").body())
        .isEqualTo("{\"totalMessagesPurged\":0,\"deviceId\":\"a\",\"moduleId\":null}");
    assertThat(hub.send("DELETE", "/devices/a/modules/m/commands", "").body())
        .isEqualTo("{\"totalMessagesPurged\":1,\"deviceId\":\"a\",\"moduleId\":\"m\"}");
    assertThat(hub.send("DELETE", "/devices/ghost/commands", "").statusCode()).isEqualTo(404);
  }
}
