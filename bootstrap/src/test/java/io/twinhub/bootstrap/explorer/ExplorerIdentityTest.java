package io.twinhub.bootstrap.explorer;

import static io.twinhub.bootstrap.explorer.ExplorerClient.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.bootstrap.Twinhub;
import io.twinhub.bootstrap.config.HubConfig;
import io.twinhub.domain.identity.Authentication;
import io.twinhub.domain.identity.DeviceStatus;
import io.twinhub.domain.identity.Identity;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Identities in the Explorer. */
@Timeout(60)
class ExplorerIdentityTest {
  private static final String THUMBPRINT = "00112233445566778899AABBCCDDEEFF00112233";

  @TempDir
  private Path folder;

  private Twinhub hub;
  private ExplorerClient browser;

  @BeforeEach
  void start() throws Exception {
    hub = Twinhub.start(HubConfig.forTests(folder));
    browser = ExplorerClient.of(hub);
    browser.did("POST", "/api/devices", "{'deviceId':'d'}");
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private Identity identity(String id) {
    return hub.ports().identities().find(TwinAddress.device(id)).orElseThrow().identity();
  }

  @Test
  void a_device_is_created_with_keys_of_the_hub() throws Exception {
    assertThat(identity("d").authentication()).isInstanceOf(Authentication.Sas.class);
    assertThat(identity("d").status()).isEqualTo(DeviceStatus.ENABLED);
    assertThat(identity("d").edge()).isFalse();
    JsonObject shown = browser.get("/api/devices/d/identity");
    assertThat(at(shown, "authentication.type")).isEqualTo("\"sas\"");
    assertThat(at(shown, "capabilities.iotEdge")).isEqualTo("false");
    assertThat(at(shown, "generationId")).isEqualTo("\"" + identity("d").generationId() + "\"");
  }

  @Test
  void it_is_created_as_the_form_says() throws Exception {
    browser.did("POST", "/api/devices", "{'deviceId':'gate','edge':true,'status':'disabled'}");
    assertThat(identity("gate").edge()).isTrue();
    assertThat(identity("gate").status()).isEqualTo(DeviceStatus.DISABLED);
    browser.did("POST", "/api/devices", "{'deviceId':'ca','x509':'CA'}");
    assertThat(identity("ca").authentication())
        .isInstanceOf(Authentication.CertificateAuthority.class);
    browser.did("POST", "/api/devices", "{'deviceId':'pin','x509':'" + THUMBPRINT + "'}");
    assertThat(identity("pin").authentication()).isInstanceOf(Authentication.SelfSigned.class);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      {'deviceId':'d'}                      | 409 | 409001
      {'deviceId':'a b'}                    | 400 | 400004
      {'deviceId':''}                       | 400 | 400004
      {'deviceId':7}                        | 400 | 400004
      {}                                    | 400 | 400004
      {'deviceId':'n','edge':'yes'}         | 400 | 400004
      {'deviceId':'n','status':'asleep'}    | 400 | 400004
      {'deviceId':'n','status':7}           | 400 | 400004
      {'deviceId':'n','x509':'zz'}          | 400 | 400004
      {'deviceId':'n','key':'x'}            | 400 | 400004
      """)
  void a_device_that_is_none_is_refused(String body, int status, int code) throws Exception {
    HttpResponse<String> answer = browser.send("POST", "/api/devices", body.replace('\'', '"'));
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).startsWith("{\"error\":{\"code\":" + code);
    assertThat(hub.ports().identities().statistics().total()).isEqualTo(1);
  }

  @Test
  void a_device_is_disabled_and_enabled_and_keeps_its_keys() throws Exception {
    Authentication keys = identity("d").authentication();
    assertThat(at(browser.did("PUT", "/api/devices/d/identity", "{'status':'disabled'}"), "status"))
        .isEqualTo("\"disabled\"");
    assertThat(identity("d").status()).isEqualTo(DeviceStatus.DISABLED);
    browser.did("PUT", "/api/devices/d/identity", "{'status':'enabled'}");
    assertThat(identity("d").status()).isEqualTo(DeviceStatus.ENABLED);
    assertThat(identity("d").authentication()).isEqualTo(keys);
  }

  @Test
  void a_device_gets_a_parent_and_loses_it() throws Exception {
    browser.did("POST", "/api/devices", "{'deviceId':'gate','edge':true}");
    JsonObject placed = browser.did("PUT", "/api/devices/d/identity", "{'parent':'gate'}");
    assertThat(at(placed, "parent")).isEqualTo("\"gate\"");
    assertThat(identity("d").deviceScope()).isEqualTo(identity("gate").deviceScope());
    JsonObject disabled = browser.did("PUT", "/api/devices/d/identity", "{'status':'disabled'}");
    assertThat(at(disabled, "parent")).isEqualTo("\"gate\"");
    JsonObject free = browser.did("PUT", "/api/devices/d/identity", "{'parent':null}");
    assertThat(at(free, "parent")).isEqualTo("nothing");
    assertThat(identity("d").deviceScope()).isEmpty();
  }

  @Test
  void an_edge_device_can_have_a_parent_as_well() throws Exception {
    browser.did("POST", "/api/devices", "{'deviceId':'top','edge':true}");
    browser.did("POST", "/api/devices", "{'deviceId':'low','edge':true}");
    JsonObject placed = browser.did("PUT", "/api/devices/low/identity", "{'parent':'top'}");
    assertThat(at(placed, "parent")).isEqualTo("\"top\"");
    assertThat(identity("low").parentScopes())
        .containsExactly(identity("top").deviceScope().orElseThrow());
    assertThat(at(browser.did("PUT", "/api/devices/low/identity", "{'parent':''}"), "parent"))
        .isEqualTo("nothing");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      d           | {'parent':'d'}      | 400 | 'd' is not an IoT Edge device, so it cannot be a parent
      d           | {'parent':'nobody'} | 404 | nobody
      d           | {'parent':7}        | 400 | parent must be a string
      d           | {'status':'x'}      | 400 | status must be enabled or disabled
      d           | {'etag':'x'}        | 400 | etag is not a known field; the known fields are parent, status
      nobody      | {}                  | 404 | nobody
      d/modules/m | {'status':'enabled'} | 400 | a module has neither a status nor a parent of its own
      """)
  void a_change_that_is_none_is_refused(String id, String body, int status, String reason)
      throws Exception {
    Identity before = identity("d");
    HttpResponse<String> answer =
        browser.send("PUT", "/api/devices/" + id + "/identity", body.replace('\'', '"'));
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).contains(reason);
    assertThat(identity("d")).isEqualTo(before);
  }

  @Test
  void modules_come_and_go() throws Exception {
    browser.did("POST", "/api/devices/d/modules", "{'moduleId':'camera'}");
    JsonObject shown = browser.get("/api/devices/d/modules/camera/identity");
    assertThat(at(shown, "moduleId")).isEqualTo("\"camera\"");
    assertThat(at(shown, "authentication.symmetricKey")).isEqualTo("nothing");
    assertThat(at(
            browser.did("POST", "/api/devices/d/modules/camera/connection-string", ""), "primary"))
        .startsWith("\"HostName=127.0.0.1")
        .contains(";DeviceId=d;ModuleId=camera;SharedAccessKey=");
    browser.did("DELETE", "/api/devices/d/modules/camera", "");
    assertThat(browser.send("GET", "/api/devices/d/modules/camera/identity", "").statusCode())
        .isEqualTo(404);
    assertThat(browser
            .send("POST", "/api/devices/d/modules/m/modules", "{\"moduleId\":\"x\"}")
            .statusCode())
        .isEqualTo(400);
    assertThat(browser.send("POST", "/api/devices/d/modules", "{}").statusCode())
        .isEqualTo(400);
    browser.did("DELETE", "/api/devices/d", "");
    assertThat(hub.ports().identities().statistics().total()).isZero();
    assertThat(browser.send("DELETE", "/api/devices/d", "").statusCode()).isEqualTo(404);
  }

  @Test
  void connection_strings_name_the_hub_as_its_devices_reach_it() throws Exception {
    JsonObject strings = browser.did("POST", "/api/devices/d/connection-string", "");
    Authentication.Sas keys = (Authentication.Sas) identity("d").authentication();
    String start = "\"HostName=127.0.0.1;DeviceId=d;SharedAccessKey=";
    assertThat(at(strings, "primary")).isEqualTo(start + keys.primaryKey().base64() + "\"");
    assertThat(at(strings, "secondary")).isEqualTo(start + keys.secondaryKey().base64() + "\"");
    browser.did("POST", "/api/devices", "{'deviceId':'ca','x509':'ca'}");
    assertThat(at(browser.did("POST", "/api/devices/ca/connection-string", ""), "certificate"))
        .isEqualTo("\"HostName=127.0.0.1;DeviceId=ca;x509=true\"");
  }
}
