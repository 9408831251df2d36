package io.twinhub.local.frontend.https;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.application.json.JsonText;
import io.twinhub.domain.identity.Authentication;
import io.twinhub.domain.identity.DeviceStatus;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.message.event.EventLimits;
import io.twinhub.local.frontend.access.Registry;
import io.twinhub.local.frontend.access.Tokens;
import io.twinhub.local.frontend.https.RawClient.Answer;
import io.twinhub.local.frontend.https.server.HttpLimits;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What devices ask over HTTPS, byte by byte as their SDKs spell it. */
class DeviceApiTest {
  private static final String VERSION = "?api-version=2020-09-30";
  private static final String EVENTS = "/devices/alpha/messages/events";
  private static final String BATCH = "Content-Type: application/vnd.microsoft.iothub.json";
  private static final long SE = RunningHub.NOON.plusSeconds(3600).getEpochSecond();
  private static final TwinAddress ALPHA = TwinAddress.device("alpha");
  private static final TwinAddress CAMERA = TwinAddress.module("alpha", "camera");
  private static final String TOKEN =
      "Authorization: " + Tokens.device("alpha", Registry.key("alpha"), SE);

  private final RunningHub hub = new RunningHub().with("alpha").with("alpha", "camera");

  DeviceApiTest() {
    hub.registry().with(ALPHA).with(CAMERA);
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  static String request(String method, String target, String body, String... headers) {
    StringBuilder request = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: h\r\n");
    for (String header : headers) {
      request.append(header).append("\r\n");
    }
    return request
        .append("Content-Length: %d\r\n\r\n".formatted(body.length()))
        .append(body)
        .toString();
  }

  private Answer ask(String method, String path, String body, String... headers)
      throws IOException {
    try (RawClient client = hub.raw()) {
      return client.send(request(method, path + VERSION, body, headers)).answer();
    }
  }

  private Answer send(String body, String... headers) throws IOException {
    String[] all = new String[headers.length + 1];
    all[0] = TOKEN;
    System.arraycopy(headers, 0, all, 1, headers.length);
    return ask("POST", EVENTS, body, all);
  }

  /** The dialect of the device protocols: the error is JSON inside the member {@code Message}. */
  static void assertRefused(Answer answer, int number, String name, String text) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(number / 1000);
    assertThat(answer.headers()).containsEntry("iothub-errorcode", name);
    JsonObject body = JsonText.parseObject(answer.body());
    assertThat(body.find("ExceptionMessage")).contains(new JsonString(""));
    JsonString inner = (JsonString) body.find("Message").orElseThrow();
    JsonObject error = JsonText.parseObject(inner.value());
    assertThat(error.find("errorCode").orElseThrow()).hasToString(Integer.toString(number));
    assertThat(error.find("message")).contains(new JsonString(text));
  }

  @Nested
  class A_message {
    @ParameterizedTest
    @ValueSource(strings = {"", "{\"temperature\": 21.5}", "[]", "no JSON at all", "\u00FF\u0000"})
    void may_be_anything(String body) throws Exception {
      Answer answer = send(body, "iothub-to: " + EVENTS, "iothub-app-level: high");
      assertThat(answer.status()).isEqualTo(204);
      assertThat(answer.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "/devices/alpha/messages/events/",
          "/Devices/alpha/Messages/Events",
          "/devices/%61lpha/messages/events"
        })
    void finds_its_way_however_it_is_spelt(String path) throws Exception {
      assertThat(ask("POST", path, "x", TOKEN).status()).isEqualTo(204);
    }

    @Test
    void may_come_in_chunks_as_node_sends_it() throws Exception {
      try (RawClient client = hub.raw()) {
        client.send("POST " + EVENTS + VERSION + " HTTP/1.1\r\nHost: h\r\n" + TOKEN
            + "\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n");
        assertThat(client.answer().status()).isEqualTo(204);
        client.send(request("GET", "/devices/alpha/messages/devicebound" + VERSION, "", TOKEN));
        assertThat(client.answer().status()).as("the connection goes on").isEqualTo(204);
      }
    }

    @Test
    void may_be_as_large_as_azure_takes() throws Exception {
      assertThat(send("x".repeat(EventLimits.MESSAGE_BYTES_MAX)).status()).isEqualTo(204);
    }

    @Test
    void may_not_be_a_byte_larger() throws Exception {
      assertRefused(
          send("x".repeat(EventLimits.MESSAGE_BYTES_MAX + 1)),
          413001,
          "MessageTooLarge",
          "the message has 262145 bytes with its properties; at most 262144 are allowed");
    }

    @Test
    void that_is_larger_than_any_body_is_refused_unread() throws Exception {
      assertRefused(
          send("x".repeat(HttpLimits.BODY_BYTES_MAX + 1)),
          413001,
          "MessageTooLarge",
          "the body is longer than 1048576 bytes, which is the limit");
    }

    @Test
    void needs_a_version() throws Exception {
      try (RawClient client = hub.raw()) {
        assertRefused(
            client.send(request("POST", EVENTS, "x", TOKEN)).answer(),
            400001,
            "InvalidProtocolVersion",
            "the query parameter api-version is missing; use 2021-04-12");
      }
    }

    @Test
    void is_posted() throws Exception {
      Answer answer = ask("PUT", EVENTS, "x", TOKEN);
      assertThat(answer.headers()).containsEntry("allow", "POST");
      assertRefused(
          answer, 405000, "MethodNotAllowed", "this address does not serve PUT; it serves POST");
    }

    @Test
    void leaves_the_device_disconnected_and_its_twin_as_it_was() throws Exception {
      String before = hub.get("/twins/alpha").body();
      assertThat(send("x").status()).isEqualTo(204);
      assertThat(hub.get("/twins/alpha").body())
          .isEqualTo(before)
          .contains("\"connectionState\":\"Disconnected\"");
    }
  }

  @Nested
  class A_batch {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "[]",
          "[{\"body\":\"aGVsbG8=\",\"base64Encoded\":true,\"properties\":{\"iothub-app-a\":\"1\"}}]",
          "[{\"body\":\"not base64\",\"base64Encoded\":false}]",
          "[{\"body\":\"aGVsbG8=\",\"properties\":{}},{\"body\":\"\"}]"
        })
    void of_well_formed_messages_is_accepted(String body) throws Exception {
      assertThat(send(body, BATCH + "; charset=utf-8").status()).isEqualTo(204);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "{} | a batch must be an array of messages",
          "[1] | [0] must be an object",
          "[{'body':'x'},{}] | [1].body is missing",
          "[{'body':1}] | [0].body must be a string",
          "[{'body':'?','base64Encoded':true}] | [0].body is not base64",
          "[{'body':'','base64Encoded':'yes'}] | [0].base64Encoded must be true or false",
          "[{'body':'','properties':[]}] | [0].properties must be an object"
        },
        quoteCharacter = '"')
    void that_is_malformed_is_refused_with_the_place(String body, String text) throws Exception {
      assertRefused(send(body.replace('\'', '"'), BATCH), 400004, "ArgumentInvalid", text);
    }

    @Test
    void that_is_no_json_is_refused() throws Exception {
      Answer answer = send("[{", BATCH);
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.headers()).containsEntry("iothub-errorcode", "IotHubFormatError");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/devices/alpha/files | {\"blobName\":\"a\"}",
        "/devices/alpha/files/notifications | {\"correlationId\":\"x\",\"isSuccess\":true}",
        "/devices/alpha/files/notifications/x | {\"isSuccess\":true}"
      })
  void files_have_no_place_to_go(String path, String body) throws Exception {
    assertRefused(
        ask("POST", path, body, TOKEN),
        400003,
        "InvalidOperation",
        "this hub has no storage account for file uploads");
  }

  @Test
  void a_device_may_not_use_the_service_api() throws Exception {
    Answer answer = ask("GET", "/twins/alpha", "", TOKEN);
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.headers()).containsEntry("iothub-errorcode", "IotHubUnauthorized");
  }

  @Nested
  class Who_may_ask {
    private void assertNotLetIn(Answer answer) {
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.headers()).containsEntry("iothub-errorcode", "IotHubUnauthorized");
    }

    private Answer with(String token) throws IOException {
      return ask("POST", EVENTS, "x", "Authorization: " + token);
    }

    @Test
    void the_device_with_either_key() throws Exception {
      assertThat(
              with(Tokens.device("alpha", Registry.key("alpha-secondary"), SE)).status())
          .isEqualTo(204);
    }

    @ParameterizedTest
    @CsvSource({
      "POST, events",
      "GET, deviceBound",
    })
    void the_module_with_its_own_key(String method, String path) throws Exception {
      String token = Tokens.device("alpha/modules/camera", Registry.key("alpha/camera"), SE);
      String target = "/devices/alpha/modules/camera/messages/" + path;
      assertThat(ask(method, target, "", "Authorization: " + token).status()).isEqualTo(204);
      assertNotLetIn(with(token));
    }

    @ParameterizedTest
    @CsvSource({
      "alpha/modules/camera, alpha, 204",
      "alpha/modules/camera, alpha-secondary, 204",
      "alpha, alpha, 204",
      "alpha/modules/camera, beta, 401",
      "beta/modules/camera, beta, 401",
      "alpha/modules/other, alpha, 401"
    })
    void the_module_with_a_key_of_its_device(String resource, String owner, int status)
        throws Exception {
      hub.registry().with(TwinAddress.device("beta")).with(TwinAddress.module("beta", "camera"));
      String token = Tokens.device(resource, Registry.key(owner), SE);
      String path = "/devices/alpha/modules/camera/messages/events";
      assertThat(ask("POST", path, "x", "Authorization: " + token).status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
      "9223372036854775807, 204",
      "31556889864403199, 204",
      "253402300800, 204",
      "-9223372036854775808, 401"
    })
    void the_device_until_the_end_of_time(long se, int status) throws Exception {
      String token = Tokens.device("alpha", Registry.key("alpha"), se);
      assertThat(with(token).status()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "POST /devices/alpha/modules/edgeHub/devicesAndModulesInDeviceScope",
          "POST /devices/alpha/modules/edgeHub/deviceAndModuleInDeviceScope"
        })
    void the_module_for_scopes_of_edge_devices_which_are_not_built(String route) throws Exception {
      TwinAddress edgeHub = TwinAddress.module("alpha", "edgeHub");
      hub.registry().with(edgeHub);
      String[] words = route.split(" ", 2);
      String token = Tokens.device("alpha/modules/edgeHub", Registry.key(edgeHub.toString()), SE);
      assertRefused(
          ask(words[0], words[1], "{}", "Authorization: " + token),
          501000,
          "NotImplemented",
          "this hub does not have scopes of edge devices yet");
      assertNotLetIn(
          ask(words[0], words[1], "{}", "Authorization: " + Tokens.service("service", SE)));
    }

    @ParameterizedTest
    @CsvSource({"device, 204", "iothubowner, 204", "service, 401", "registryReadWrite, 401"})
    void a_policy_with_device_connect(String policy, int status) throws Exception {
      assertThat(with(Tokens.service(policy, SE)).status()).isEqualTo(status);
    }

    @Test
    void nobody_with_the_token_of_another_device() throws Exception {
      hub.registry().with(TwinAddress.device("beta"));
      assertNotLetIn(with(Tokens.device("beta", Registry.key("beta"), SE)));
      assertNotLetIn(with(Tokens.device("beta", Registry.key("alpha"), SE)));
    }

    @Test
    void nobody_with_a_token_that_is_over() throws Exception {
      long past = RunningHub.NOON.minusSeconds(301).getEpochSecond();
      assertNotLetIn(with(Tokens.device("alpha", Registry.key("alpha"), past)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer x", "SharedAccessSignature sr=h", "SharedAccessSignature"})
    void nobody_without_a_token(String token) throws Exception {
      assertNotLetIn(with(token));
    }

    @Test
    void no_device_that_is_unknown() throws Exception {
      String token = Tokens.device("gamma", Registry.key("gamma"), SE);
      assertNotLetIn(ask("POST", "/devices/gamma/messages/events", "x", "Authorization: " + token));
    }

    @Test
    void no_device_that_is_disabled() throws Exception {
      Authentication keys =
          new Authentication.Sas(Registry.key("alpha"), Registry.key("alpha-secondary"));
      hub.registry().with(ALPHA, keys, DeviceStatus.DISABLED);
      assertNotLetIn(send("x"));
    }

    @Test
    void nobody_with_an_id_that_cannot_be_one() throws Exception {
      Answer answer = ask("POST", "/devices/a%20b/messages/events", "x", TOKEN);
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.headers()).containsEntry("iothub-errorcode", "ArgumentInvalid");
    }
  }
}
