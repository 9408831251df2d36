package io.twinhub.local.frontend.https;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.application.json.JsonText;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonPath;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.local.frontend.access.Registry;
import io.twinhub.local.frontend.access.Tokens;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The members of every body that a client may send, in any case. */
class AnyCaseTest {
  private final RunningHub hub = new RunningHub().with("alpha").with("alpha", "camera");

  @AfterEach
  void stop() {
    hub.close();
  }

  private static JsonValue at(HttpResponse<String> response, String path) {
    return JsonText.parseObject(response.body()).find(JsonPath.parse(path)).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "PUT /devices/new | {'DeviceID':'new','Status':'disabled'} | /devices/new status | 'disabled'",
        "PUT /devices/new | {'statusreason':'why'} | /devices/new statusReason | 'why'",
        "PUT /devices/new | {'Capabilities':{'IotEdge':true}} | /devices/new capabilities.iotEdge | true",
        "PUT /devices/new | {'Authentication':{'Type':'certificateAuthority'}} | /devices/new authentication.type | 'certificateAuthority'",
        "PUT /devices/new | {'authentication':{'X509Thumbprint':{'primarythumbprint':'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'}}} | /devices/new authentication.type | 'selfSigned'",
        "PUT /devices/new | {'authentication':{'SymmetricKey':{'PrimaryKey':'AAAAAAAAAAAAAAAAAAAAAA=='}}} | /devices/new authentication.symmetricKey.primaryKey | 'AAAAAAAAAAAAAAAAAAAAAA=='",
        "PUT /devices/alpha/modules/new | {'ModuleID':'new','ManagedBy':'IotEdge'} | /devices/alpha/modules/new managedBy | 'IotEdge'",
        "POST /devices | [{'ID':'new','ImportMode':'Create','STATUS':'Disabled'}] | /devices/new status | 'disabled'",
        "POST /devices | [{'Id':'alpha','ModuleId':'new','ImportMode':'create'}] | /devices/alpha/modules/new moduleId | 'new'",
        "POST /devices | [{'Id':'new','Tags':{'Plant':1},'Properties':{'Desired':{'Rate':2}}}] | /twins/new tags.Plant | 1",
        "POST /devices | [{'Id':'new','Tags':{'Plant':1},'Properties':{'Desired':{'Rate':2}}}] | /twins/new properties.desired.Rate | 2",
        "PATCH /twins/alpha | {'Tags':{'Plant':1,'plant':2}} | /twins/alpha tags | {'Plant':1,'plant':2}",
        "PATCH /twins/alpha | {'PROPERTIES':{'Desired':{'Rate':1}}} | /twins/alpha properties.desired.Rate | 1",
        "PUT /twins/alpha | {'TAGS':{'Status':'x'}} | /twins/alpha tags.Status | 'x'",
        "PUT /twins/alpha/modules/camera | {'properties':{'DESIRED':{'Rate':1}}} | /twins/alpha/modules/camera properties.desired.Rate | 1"
      })
  void of_identities_and_twins_take_effect(
      String request, String body, String place, String expected) throws Exception {
    String[] verb = request.split(" ", -1);
    HttpResponse<String> response = hub.send(verb[0], verb[1], body.replace('\'', '"'));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    String[] where = place.split(" ", -1);
    assertThat(at(hub.get(where[0]), where[1])).hasToString(expected.replace('\'', '"'));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/devices/query   | {'Query':'SELECT * FROM devices'} | first",
        "/twinhub/explain | {'QUERY':'SELECT * FROM devices'} | SELECT * FROM devices",
        "/twinhub/why     | {'Query':'SELECT * FROM devices','DeviceId':'alpha','ModuleID':'camera'} | alpha/camera"
      })
  void of_queries_are_read(String path, String body, String answered) throws Exception {
    HttpResponse<String> response = hub.send("POST", path, body.replace('\'', '"'));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(response.body()).contains(answered);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "PUT /devices/alpha | {'DeviceId':'beta'} | deviceId is 'beta' in the body, but the path names 'alpha'",
        "PUT /devices/new | {'Status':'asleep'} | status must be enabled or disabled",
        "POST /devices | [{'Id':'new','ImportMode':'rename'}] | [0].importMode is unknown: 'rename'",
        "PATCH /twins/alpha | {'TAGS':1} | Provided json is not a valid 'tags' or 'properties' object: tags must be an object."
      })
  void are_refused_like_others(String request, String body, String message) throws Exception {
    String[] verb = request.split(" ", -1);
    HttpResponse<String> response = hub.send(verb[0], verb[1], body.replace('\'', '"'));
    assertThat(at(response, "Message").toString())
        .isEqualTo("\"ErrorCode:ArgumentInvalid;" + message + "\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{\"Body\":\"aGk=\",\"Base64Encoded\":true,\"Properties\":{\"level\":\"high\"}}]",
        "[{\"BODY\":\"hi\"}]"
      })
  void of_a_batch_of_telemetry_are_read(String batch) throws Exception {
    hub.registry().with(TwinAddress.device("alpha"));
    HttpRequest request = HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + hub.port()
            + "/devices/alpha/messages/events?api-version=2020-09-30"))
        .header(
            "Authorization",
            Tokens.device(
                "alpha",
                Registry.key("alpha"),
                RunningHub.NOON.plusSeconds(3600).getEpochSecond()))
        .header("Content-Type", "application/vnd.microsoft.iothub.json")
        .POST(HttpRequest.BodyPublishers.ofString(batch))
        .build();
    assertThat(hub.client().send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
        .isEqualTo(204);
  }
}
