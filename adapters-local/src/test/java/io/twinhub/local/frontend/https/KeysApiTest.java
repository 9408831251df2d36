package io.twinhub.local.frontend.https;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.application.json.JsonText;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonPath;
import io.twinhub.domain.json.JsonString;
import io.twinhub.local.frontend.access.Tokens;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that clients choose, and keys that the hub makes anew. */
class KeysApiTest {
  private static final String REGENERATE = "/devices/keys/regenerate";

  private final RunningHub hub =
      new RunningHub().with("alpha").with("alpha", "camera").with("beta");

  @AfterEach
  void stop() {
    hub.close();
  }

  private String key(String path, String name) throws Exception {
    return text(JsonText.parseObject(hub.get(path).body()), "authentication.symmetricKey." + name);
  }

  private static String text(JsonObject object, String path) {
    return ((JsonString) object.find(JsonPath.parse(path)).orElseThrow()).value();
  }

  private static String quoted(String json) {
    return json.replace('\'', '"');
  }

  @Nested
  class A_key_that_a_client_chooses {
    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          "PUT /devices/new | {'authentication':{'symmetricKey':{'primaryKey':'%s'}}} | /devices/new",
          "PUT /devices/new | {'authentication':{'type':'sas','symmetricKey':{'secondaryKey':'%s'}}} | /devices/new",
          "PUT /devices/alpha/modules/new | {'authentication':{'symmetricKey':{'primaryKey':'%s'}}} | /devices/alpha/modules/new",
          "PUT* /devices/alpha | {'authentication':{'symmetricKey':{'primaryKey':'%s'}}} | /devices/alpha",
          "PUT* /devices/alpha/modules/camera | {'authentication':{'symmetricKey':{'secondaryKey':'%s'}}} | /devices/alpha/modules/camera",
          "POST /devices | [{'id':'new','authentication':{'symmetricKey':{'primaryKey':'%s'}}}] | /devices/new",
          "POST /devices | [{'id':'alpha','importMode':'update','authentication':{'symmetricKey':{'secondaryKey':'%s'}}}] | /devices/alpha"
        })
    void has_16_to_64_bytes_on_every_way_in(String request, String body, String path)
        throws Exception {
      String[] verb = request.split(" ", -1);
      boolean update = verb[0].endsWith("*");
      String[] headers = update ? new String[] {"If-Match", "*"} : new String[0];
      String method = verb[0].replace("*", "");
      String before = hub.get(path).body();
      for (int bytes : new int[] {1, 15, 65, 300}) {
        HttpResponse<String> refused =
            hub.send(method, verb[1], quoted(body.formatted(key(bytes))), headers);
        assertThat(refused.statusCode())
            .as("%d bytes: %s", bytes, refused.body())
            .isEqualTo(400);
        assertThat(refused.body())
            .contains("ErrorCode:ArgumentInvalid;", "a key must be base64 text of 16 to 64 bytes")
            .doesNotContain(key(bytes));
        assertThat(untracked(hub.get(path).body())).isEqualTo(untracked(before));
      }
      for (int bytes : new int[] {16, 64}) {
        HttpResponse<String> written =
            hub.send(method, verb[1], quoted(body.formatted(key(bytes))), headers);
        assertThat(written.statusCode())
            .as("%d bytes: %s", bytes, written.body())
            .isEqualTo(200);
        assertThat(hub.get(path).body()).contains(key(bytes));
        if (!before.contains("generationId")) {
          hub.send("DELETE", path, "");
        }
      }
    }

    /** Without the tracking id of a 404. */
    private static String untracked(String body) {
      return body.contains("Tracking ID") ? "not found" : body;
    }

    private static String key(int bytes) {
      return Base64.getEncoder().encodeToString(new byte[bytes]);
    }
  }

  @Nested
  class Regenerating {
    private HttpResponse<String> regenerate(String body) throws Exception {
      return hub.send("POST", REGENERATE, quoted(body));
    }

    @ParameterizedTest
    @CsvSource({
      "primaryKey, true, false",
      "secondaryKey, false, true",
      "both, true, true",
      "Both, true, true"
    })
    void makes_the_keys_that_are_asked_for(String policy, boolean primary, boolean secondary)
        throws Exception {
      String wasPrimary = key("/devices/alpha", "primaryKey");
      String wasSecondary = key("/devices/alpha", "secondaryKey");
      hub.send(
          "PUT",
          "/devices/alpha",
          quoted("{'status':'disabled','authentication':{'symmetricKey':" + "{'primaryKey':'"
              + wasPrimary + "','secondaryKey':'" + wasSecondary + "'}}}"),
          "If-Match",
          "*");
      HttpResponse<String> response =
          regenerate("{'policyKey':'" + policy + "','devices':[{'id':'alpha'}]}");
      assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
      String nowPrimary = key("/devices/alpha", "primaryKey");
      String nowSecondary = key("/devices/alpha", "secondaryKey");
      assertThat(!nowPrimary.equals(wasPrimary)).isEqualTo(primary);
      assertThat(!nowSecondary.equals(wasSecondary)).isEqualTo(secondary);
      assertThat(Base64.getDecoder().decode(nowPrimary)).hasSize(32);
      assertThat(response.body())
          .isEqualToIgnoringCase(
              quoted("{'policyKey':'" + policy + "','rotatedKeys':[{'id':'alpha','moduleId':null,"
                  + "'primaryKey':'" + nowPrimary + "','secondaryKey':'" + nowSecondary
                  + "'}],'errors':[]}"));
      assertThat(text(JsonText.parseObject(hub.get("/devices/alpha").body()), "status"))
          .isEqualTo("disabled");
    }

    @Test
    void of_several_devices_and_modules_each_gets_its_own() throws Exception {
      HttpResponse<String> response = regenerate("{'PolicyKey':'both','Devices':"
          + "[{'Id':'alpha'},{'id':'alpha','moduleId':'camera'},{'id':'beta','moduleId':''}]}");
      assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
      assertThat(response.body())
          .contains(key("/devices/alpha", "primaryKey"))
          .contains(key("/devices/alpha/modules/camera", "secondaryKey"))
          .contains(key("/devices/beta", "primaryKey"));
    }

    @Test
    void what_fails_is_named_with_207_and_the_rest_is_done() throws Exception {
      hub.send("PUT", "/devices/ca", quoted("{'authentication':{'type':'certificateAuthority'}}"));
      String before = key("/devices/alpha", "primaryKey");
      HttpResponse<String> response = regenerate("{'policyKey':'primaryKey','devices':"
          + "[{'id':'ghost'},{'id':'alpha'},{'id':'ca'},{'id':'alpha','moduleId':'none'}]}");
      assertThat(response.statusCode()).isEqualTo(207);
      assertThat(key("/devices/alpha", "primaryKey")).isNotEqualTo(before);
      assertThat(response.body())
          .endsWith(
              quoted("'errors':[{'id':'ghost','moduleId':null,'errorCode':404001,'errorStatus':"
                      + "'Device ghost not registered'},{'id':'ca','moduleId':null,'errorCode':400003,"
                      + "'errorStatus':'")
                  + "'ca' has no keys: its authentication is certificateAuthority"
                  + quoted("'},{'id':'alpha','moduleId':'none','errorCode':404010,'errorStatus':"
                      + "'Module none on device alpha not registered'}]}"));
    }

    @Test
    void of_nobody_is_400_with_all_errors() throws Exception {
      HttpResponse<String> response = regenerate("{'policyKey':'both','devices':[{'id':'ghost'}]}");
      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(response.body())
          .isEqualTo(
              quoted(
                  "{'policyKey':'both','rotatedKeys':[],'errors':[{'id':'ghost',"
                      + "'moduleId':null,'errorCode':404001,'errorStatus':'Device ghost not registered'}]}"));
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        quoteCharacter = '`',
        value = {
          "{'devices':[{'id':'alpha'}]} | policyKey must be primaryKey, secondaryKey, both",
          "{'policyKey':'third','devices':[{'id':'alpha'}]} | policyKey must be primaryKey, secondaryKey, both",
          "{'policyKey':'both'} | name 1 to 100 devices and modules; this request names 0",
          "{'policyKey':'both','devices':{}} | devices must be a list",
          "{'policyKey':'both','devices':['alpha']} | devices[0] must be an object",
          "{'policyKey':'both','devices':[{'moduleId':'camera'}]} | devices[0].id is missing",
          "{'policyKey':'both','devices':[{'id':'alpha'},{'id':'alpha'}]} | 'alpha' occurs more than once in the request"
        })
    void of_another_shape_changes_nothing(String body, String message) throws Exception {
      String before = hub.get("/devices/alpha").body();
      HttpResponse<String> response = regenerate(body);
      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(text(JsonText.parseObject(response.body()), "Message").replaceFirst("[^;]*;", ""))
          .isEqualTo(message);
      assertThat(hub.get("/devices/alpha").body()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"service", "device", "registryRead"})
    void needs_the_right_to_write_the_registry(String policy) throws Exception {
      String before = hub.get("/devices/alpha").body();
      HttpRequest request = HttpRequest.newBuilder(URI.create(
              "https://127.0.0.1:" + hub.port() + REGENERATE + "?api-version=2024-03-31"))
          .header(
              "Authorization",
              Tokens.service(policy, RunningHub.NOON.plusSeconds(3600).getEpochSecond()))
          .POST(HttpRequest.BodyPublishers.ofString(
              quoted("{'policyKey':'both','devices':[{'id':'alpha'}]}")))
          .build();
      assertThat(
              hub.client().send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
          .isEqualTo(401);
      assertThat(hub.get("/devices/alpha").body()).isEqualTo(before);
    }
  }
}
