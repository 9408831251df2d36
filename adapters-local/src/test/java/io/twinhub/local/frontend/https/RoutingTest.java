package io.twinhub.local.frontend.https;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.application.json.JsonText;
import io.twinhub.local.frontend.access.Tokens;
import io.twinhub.local.frontend.https.RawClient.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which request finds which route, sent byte by byte as the SDKs spell them. */
class RoutingTest {
  private static final String VERSION = "api-version=2021-04-12";
  private static final long SE = RunningHub.NOON.plusSeconds(3600).getEpochSecond();

  private final RunningHub hub =
      new RunningHub().with("alpha").with("alpha", "camera").with("a+b").with("a%2Fb");

  @AfterEach
  void stop() {
    hub.close();
  }

  private Answer ask(String method, String target, String... headers) throws IOException {
    StringBuilder request = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
    request.append("Host: whatever\r\nauthorization: ").append(RunningHub.OWNER).append("\r\n");
    for (String header : headers) {
      request.append(header).append("\r\n");
    }
    try (RawClient client = hub.raw()) {
      return client.send(request.append("\r\n").toString()).answer();
    }
  }

  private static String message(Answer answer) {
    String quoted =
        JsonText.parseObject(answer.body()).find("Message").orElseThrow().toString();
    return quoted.substring(1, quoted.length() - 1);
  }

  @ParameterizedTest
  @CsvSource({
    "/twins/alpha?@, alpha",
    "/twins/alpha/?@, alpha",
    "/Twins/alpha?@, alpha",
    "https://hub.test/twins/alpha?@, alpha",
    "https://hub.test:443/twins/alpha?@, alpha",
    "/twins%2Falpha?@, alpha",
    "/twins%2falpha?@, alpha",
    "/twins/%61lpha?@, alpha",
    "/twins/alpha?x=1&@, alpha",
    "/twins/alpha?@&@, alpha",
    "/twins/alpha?Api-Version=2018-06-30, alpha",
    "/twins/alpha?api-version=2026-11-01-preview, alpha",
    "/twins/alpha/modules/camera?@, alpha",
    "/twins%2Falpha%2Fmodules%2Fcamera?@, alpha",
    "/twins/a+b?@, a+b",
    "/twins/a%2Bb?@, a+b",
    "/twins/a%252Fb?@, a%2Fb"
  })
  void a_twin_is_found_however_it_is_spelt(String target, String deviceId) throws Exception {
    Answer answer = ask("GET", target.replace("@", VERSION));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(JsonText.parseObject(answer.body()).find("deviceId").orElseThrow())
        .hasToString("\"" + deviceId + "\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "",
        "/twins",
        "/twins/",
        "/twins/a/modules",
        "/twins/a/b",
        "/nothing",
        "/devices/a/b",
        "/statistics",
        "/statistics/other",
        "//twins/alpha",
        "/$iothub",
        "/twins/alpha/modules/camera/more"
      })
  void what_nobody_serves_is_404(String path) throws Exception {
    Answer answer = ask("GET", (path.isEmpty() ? "?" : path + "?") + VERSION);
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.headers()).containsEntry("iothub-errorcode", "NotFound");
    assertThat(message(answer)).startsWith("ErrorCode:NotFound;there is no address /");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DELETE | /twins/alpha | GET, PATCH, PUT",
        "POST | /twins/alpha | GET, PATCH, PUT",
        "PATCH | /devices/alpha | GET, PUT, DELETE",
        "PUT | /devices | GET, POST",
        "POST | /statistics/devices | GET",
        "OPTIONS | /twins/alpha | GET, PATCH, PUT",
        "POST | /devices/query/ | ",
      })
  void a_wrong_method_is_told_the_right_ones(String method, String path, String allowed)
      throws Exception {
    Answer answer = ask(method, path + "?" + VERSION, "Content-Length: 0");
    if (allowed == null) {
      assertThat(answer.status()).isEqualTo(400); // the query is missing, not the route
      return;
    }
    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.headers()).containsEntry("allow", allowed);
    assertThat(message(answer))
        .isEqualTo("ErrorCode:MethodNotAllowed;this address does not serve " + method
            + "; it serves " + allowed);
  }

  @Test
  void a_head_is_answered_without_a_body() throws Exception {
    try (RawClient client = hub.raw()) {
      client.send("HEAD /twins/alpha?" + VERSION + " HTTP/1.1\r\nHost: h\r\n\r\n"
          + "GET /nothing HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
      // Whoever reads the promised length as a body would lose the second answer.
      client.send("");
      byte[] all = client.bytes(12);
      assertThat(new String(all, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 405");
    }
  }

  @Test
  void a_device_may_be_called_query() throws Exception {
    hub.with("query");
    assertThat(ask("GET", "/devices/query?" + VERSION).status()).isEqualTo(200);
  }

  @Test
  void only_a_post_may_mean_another_method() throws Exception {
    assertThat(ask("GET", "/devices/alpha?" + VERSION, "X-HTTP-Method-Override: DELETE")
            .status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/twins/alpha | the query parameter api-version is missing; use 2021-04-12",
        "/twins/alpha?api-version= | the query parameter api-version is missing; use 2021-04-12",
        "/twins/alpha?api-version=latest | api-version 'latest' is not a date; use 2021-04-12",
        "/twins/alpha?api-version=2021-04-12x | api-version '2021-04-12x' is not a date; use 2021-04-12"
      })
  void a_version_is_required_and_looks_like_a_date(String target, String text) throws Exception {
    Answer answer = ask("GET", target);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(message(answer)).isEqualTo("ErrorCode:InvalidProtocolVersion;" + text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET | /messages/serviceBound/feedback | feedback of cloud-to-device messages",
        "GET | /messages/serviceBound/filenotifications | file notifications"
      })
  void what_is_not_built_is_501_and_named(String method, String path, String feature)
      throws Exception {
    Answer answer = ask(method, path + "?" + VERSION, "Content-Length: 0");
    assertThat(answer.status()).isEqualTo(501);
    assertThat(message(answer))
        .isEqualTo("ErrorCode:NotImplemented;this hub does not have " + feature + " yet");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "service | GET | /twins/alpha | 200",
        "service | GET | /devices/alpha | 401",
        "registryRead | GET | /devices/alpha | 200",
        "registryRead | GET | /statistics/devices | 200",
        "registryRead | PUT | /devices/beta | 401",
        "registryRead | GET | /twins/alpha | 401",
        "registryReadWrite | DELETE | /devices/alpha | 204",
        "device | GET | /twins/alpha | 401"
      })
  void a_policy_opens_what_it_allows(String policy, String method, String path, int status)
      throws Exception {
    try (RawClient client = hub.raw()) {
      Answer answer = client
          .send(method + " " + path + "?" + VERSION + " HTTP/1.1\r\nHost: h\r\n" + "Authorization: "
              + Tokens.service(policy, SE) + "\r\nContent-Length: 2\r\n\r\n{}")
          .answer();
      assertThat(answer.status()).isEqualTo(status);
      if (status == 401) {
        assertThat(message(answer))
            .startsWith("ErrorCode:IotHubUnauthorizedAccess;Authorization" + " rule '" + policy
                + "' does not allow access: it lacks ");
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | Authorization header missing",
        "Authorization: | Authorization header missing",
        "Authorization: Basic x | the token does not begin with 'SharedAccessSignature '",
        "Authorization: SharedAccessSignature sr=h&se=9999999999 | the token has no field sig",
        "Authorization: SharedAccessSignature sr=h&sig=AA&se=9999999999 | the token has no field skn, so no"
            + " shared access policy signed it; devices may not use the service API",
        "Authorization: SharedAccessSignature sr=h&sig=AA&se=soon&skn=nobody | the token's field se is not a"
            + " number of seconds since 1970: soon"
      })
  void a_token_that_is_none_is_named_as_such(String header, String text) throws Exception {
    try (RawClient client = hub.raw()) {
      String line = header.isEmpty() ? "" : header + "\r\n";
      Answer answer = client
          .send("GET /twins/alpha?" + VERSION + " HTTP/1.1\r\nHost: h\r\n" + line + "\r\n")
          .answer();
      assertThat(answer.status()).isEqualTo(401);
      assertThat(message(answer)).isEqualTo("ErrorCode:IotHubUnauthorized;" + text);
    }
  }

  @Test
  void a_token_that_has_expired_is_told_by_how_much_if_its_signature_holds() throws Exception {
    String expired =
        Tokens.service("iothubowner", RunningHub.NOON.minusSeconds(7200).getEpochSecond());
    try (RawClient client = hub.raw()) {
      Answer answer = client
          .send("GET /twins/alpha?" + VERSION + " HTTP/1.1\r\nHost: h\r\nAuthorization: " + expired
              + "\r\n\r\n")
          .answer();
      assertThat(answer.status()).isEqualTo(401);
      assertThat(message(answer))
          .isEqualTo(
              "ErrorCode:IotHubUnauthorized;the token's field se is 2026-11-21T10:00:00Z, which is"
                  + " PT2H before the hub's clock; PT5M are allowed");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization: Bearer x\r\n",
        "Authorization: SharedAccessSignature sr=h&se=9999999999&sig=AA&skn=iothubowner\r\n",
        "Authorization: SharedAccessSignature sr=h&se=9999999999&sig=AA&skn=nobody\r\n"
      })
  void a_stranger_learns_nothing_but_that_he_is_one(String header) throws Exception {
    try (RawClient client = hub.raw()) {
      Answer answer = client
          .send("GET /twins/alpha?" + VERSION + " HTTP/1.1\r\nHost: h\r\n" + header + "\r\n")
          .answer();
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.headers()).containsEntry("iothub-errorcode", "IotHubUnauthorized");
      assertThat(message(answer)).isEqualTo("ErrorCode:IotHubUnauthorized;Unauthorized");
    }
  }
}
