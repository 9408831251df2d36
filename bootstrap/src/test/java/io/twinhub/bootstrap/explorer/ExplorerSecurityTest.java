package io.twinhub.bootstrap.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.bootstrap.Twinhub;
import io.twinhub.bootstrap.config.HubConfig;
import io.twinhub.domain.identity.Authentication;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.RegisteredIdentity;
import io.twinhub.domain.identity.TwinAddress;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets into the Explorer, and who does not. */
@Timeout(60)
class ExplorerSecurityTest {
  private static final int READ_MILLIS_MAX = 20_000;
  private static final String FOREIGN_REFUSAL =
      "{\"error\":{\"code\":403001,\"message\":\"the request does not come from the Explorer's page\"}}";

  @TempDir
  private static Path folder;

  private static Twinhub hub;
  private static ExplorerClient browser;
  private static RegisteredIdentity device;

  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeAll
  static void start() throws Exception {
    hub = Twinhub.start(HubConfig.forTests(folder));
    device = hub.ports().identities().create(IdentityRequest.withKeys(TwinAddress.device("d")));
    browser = ExplorerClient.of(hub);
  }

  @AfterAll
  static void stop() {
    hub.close();
  }

  /** Each route that changes something or tells a key. */
  static List<String> changes() {
    return List.of(
        "POST /api/devices",
        "PATCH /api/devices/d/twin",
        "POST /api/devices/d/preview",
        "PUT /api/devices/d/identity",
        "DELETE /api/devices/d",
        "POST /api/devices/d/modules",
        "DELETE /api/devices/d/modules/m",
        "POST /api/devices/d/connection-string",
        "POST /api/compare",
        "POST /api/devices/d/methods",
        "POST /api/devices/d/messages",
        "POST /api/devices/d/simulation",
        "DELETE /api/devices/d/simulation",
        "POST /api/query",
        "POST /api/query/explain",
        "POST /api/query/why",
        "POST /api/faults",
        "DELETE /api/faults",
        "POST /api/clock",
        "POST /api/job/cancel",
        "POST /api/nothing");
  }

  private static HttpRequest.Builder bare(String line) {
    String[] parts = line.split(" ", -1);
    return HttpRequest.newBuilder(URI.create(browser.root() + parts[1]))
        .method(parts[0], HttpRequest.BodyPublishers.ofString("{}"));
  }

  private HttpResponse<String> sent(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** The answer to a request with headers that a client library would not send. */
  private static String raw(String text) throws Exception {
    try (Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), hub.facts().adminPort())) {
      socket.setSoTimeout(READ_MILLIS_MAX);
      OutputStream out = socket.getOutputStream();
      out.write(text.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/hub",
        "/api/devices",
        "/api/devices/d/twin",
        "/api/jobs",
        "/api/live",
        "/api/x"
      })
  void reading_needs_a_session(String path) throws Exception {
    for (String cookie : List.of(
        "x=y",
        cookieName() + "=",
        cookieName() + "=" + "0".repeat(64),
        "other" + browser.cookie(),
        browser.cookie() + "0")) {
      HttpResponse<String> answer = sent(bare("GET " + path).header("Cookie", cookie));
      assertThat(answer.statusCode()).as(cookie).isEqualTo(401);
      assertThat(answer.body())
          .isEqualTo(
              "{\"error\":{\"code\":401001,\"message\":\"this browser is not signed in to the hub;"
                  + " 'twinhub explorer' prints a new address\"}}");
    }
    assertThat(sent(bare("GET " + path).header("Authorization", "Bearer wrong")).statusCode())
        .isEqualTo(401);
    assertThat(sent(bare("GET " + path)).statusCode()).isEqualTo(401);
  }

  private static String cookieName() {
    return browser.cookie().substring(0, browser.cookie().indexOf('='));
  }

  @Test
  void a_session_or_the_admin_token_opens_the_api() throws Exception {
    assertThat(sent(bare("GET /api/hub").header("Cookie", "a=b; " + browser.cookie()))
            .statusCode())
        .isEqualTo(200);
    assertThat(sent(bare("GET /api/hub")
                .header("Authorization", "Bearer " + hub.facts().adminToken()))
            .statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @MethodSource("changes")
  void every_change_needs_a_session(String line) throws Exception {
    assertThat(sent(bare(line).header("X-Twinhub", "1")).statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @MethodSource("changes")
  void every_change_needs_the_mark_and_no_foreign_origin(String line) throws Exception {
    List<HttpRequest.Builder> foreign = List.of(
        bare(line),
        bare(line).header("X-Twinhub", "2"),
        bare(line).header("X-Twinhub", "1").header("Origin", "http://evil.example"),
        bare(line).header("X-Twinhub", "1").header("Origin", "null"),
        bare(line).header("X-Twinhub", "1").header("Origin", "http://127.0.0.1:1"),
        bare(line)
            .header("X-Twinhub", "1")
            .header("Origin", "https" + browser.root().substring(4)),
        bare(line).header("Authorization", "Bearer " + hub.facts().adminToken()));
    for (HttpRequest.Builder request : foreign) {
      HttpResponse<String> answer = sent(request.header("Cookie", browser.cookie()));
      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(answer.body()).isEqualTo(FOREIGN_REFUSAL);
    }
    assertThat(hub.ports().identities().statistics().total()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil.example", "127.0.0.1.evil.example", "localhost.", "", "[::2]"})
  void a_page_of_another_site_reads_nothing_by_renaming_this_machine(String host) throws Exception {
    for (String path : List.of("/", "/main.js", "/api/hub", "/?token=x")) {
      assertThat(raw("GET %s HTTP/1.1\nHost: %s\nConnection: close\nCookie: %s\n\n"
              .formatted(path, host, browser.cookie())))
          .startsWith("HTTP/1.1 403 ")
          .contains("answers requests to 127.0.0.1 and localhost only");
    }
  }

  @Test
  void a_token_is_good_once_and_a_browser_that_is_signed_in_may_come_with_it_again()
      throws Exception {
    HttpRequest.Builder entry = HttpRequest.newBuilder(URI.create(hub.explorerAddress()));
    HttpResponse<String> first = sent(entry);
    assertThat(first.statusCode()).isEqualTo(303);
    assertThat(first.headers().firstValue("Location")).hasValue("/");
    String cookie = first.headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(cookie)
        .matches("twinhub-%d=[0-9a-f]{64}; HttpOnly; SameSite=Strict; Path=/"
            .formatted(hub.facts().adminPort()));
    HttpResponse<String> second = sent(entry);
    assertThat(second.statusCode()).isEqualTo(403);
    assertThat(second.body())
        .isEqualTo(
            "This address was used before, or is too old. 'twinhub explorer' prints a new one.\n");
    assertThat(second.headers().firstValue("Set-Cookie")).isEmpty();
    HttpResponse<String> signedIn =
        sent(entry.header("Cookie", cookie.substring(0, cookie.indexOf(';'))));
    assertThat(signedIn.statusCode()).isEqualTo(303);
    assertThat(signedIn.headers().firstValue("Set-Cookie")).isEmpty();
  }

  @Test
  void only_the_operator_makes_tokens() throws Exception {
    assertThat(sent(bare("POST /explorer")).statusCode()).isEqualTo(401);
    assertThat(sent(bare("POST /explorer").header("Cookie", browser.cookie())).statusCode())
        .isEqualTo(401);
    assertThat(sent(bare("POST /explorer")
                .header("Authorization", "Bearer " + hub.facts().adminToken()))
            .body())
        .matches("\\{\"token\":\"[0-9a-f]{64}\"}");
    assertThat(sent(bare("GET /explorer")
                .header("Authorization", "Bearer " + hub.facts().adminToken()))
            .statusCode())
        .isEqualTo(405);
  }

  @Test
  void a_session_does_not_open_the_admin_pages() throws Exception {
    assertThat(sent(bare("GET /policies").header("Cookie", browser.cookie())).statusCode())
        .isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      GET    | /api/devices/a%20b/twin        | 400 | 400004
      GET    | /api/devices/%00/twin          | 400 | 400004
      GET    | /api/devices/..%2F..%2Fhub/twin | 400 | 400004
      GET    | /api/devices/%C3%A9/twin       | 400 | 400004
      GET    | /api/devices//twin             | 400 | 400004
      GET    | /api/devices/d/modules//twin   | 400 | 400004
      GET    | /api/devices/nobody/twin       | 404 | 404001
      GET    | /api/devices/d/modules/m/twin  | 404 | 404010
      GET    | /api/devices/d                 | 404 | 404000
      GET    | /api/devices/d/twin/           | 404 | 404000
      GET    | /api/                          | 404 | 404000
      GET    | /api/hub/                      | 404 | 404000
      GET    | /api/../hub                    | 404 | 404000
      HEAD   | /api/nothing                   | 404 | -
      TRACE  | /api/hub                       | 404 | 404000
      PUT    | /api/hub                       | 404 | 404000
      """)
  void paths_that_lead_nowhere_are_refused(String method, String path, int status, String code)
      throws Exception {
    HttpResponse<String> answer = browser.send(method, path, "");
    assertThat(answer.statusCode()).isEqualTo(status);
    if (!code.equals("-")) {
      assertThat(answer.body()).startsWith("{\"error\":{\"code\":" + code + ",\"message\":\"");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[]", "\"x\"", "{}{}", "", "\u0000", "{\"a\":1,}"})
  void a_body_that_is_no_object_is_refused(String body) throws Exception {
    for (String line : changes()) {
      String[] parts = line.split(" ", -1);
      if (parts[0].equals("DELETE") || parts[1].endsWith("connection-string")) {
        continue; // these read no body
      }
      HttpResponse<String> answer = browser.send(parts[0], parts[1], body);
      assertThat(answer.statusCode()).as(line).isIn(400, 404);
      assertThat(answer.body()).as(line).startsWith("{\"error\":{\"code\":4");
    }
  }

  @Test
  void a_body_over_the_limit_is_refused_and_one_at_the_limit_is_read() throws Exception {
    HttpResponse<String> over = browser.send("PATCH", "/api/devices/d/twin", " ".repeat(524_289));
    assertThat(over.statusCode()).isEqualTo(413);
    assertThat(over.body()).contains("the body is larger than 524288 bytes");
    assertThat(browser
            .send("PATCH", "/api/devices/d/twin", " ".repeat(524_286) + "{}")
            .statusCode())
        .isEqualTo(200);
  }

  @Test
  void keys_come_only_when_they_are_asked_for() throws Exception {
    Optional<Authentication.Sas> keys =
        Optional.of(device.identity().authentication()).map(Authentication.Sas.class::cast);
    String primary = keys.orElseThrow().primaryKey().base64();
    String secondary = keys.orElseThrow().secondaryKey().base64();
    for (String path : List.of(
        "/api/hub",
        "/api/devices",
        "/api/devices?search=d",
        "/api/devices/d/twin",
        "/api/devices/d/identity",
        "/api/devices/d/timeline",
        "/api/faults",
        "/api/throttles",
        "/api/clock",
        "/api/jobs",
        "/api/configurations",
        "/api/transfers",
        "/api/words",
        "/api/paths")) {
      assertThat(browser.send("GET", path, "").body())
          .as(path)
          .doesNotContain(primary, secondary, "symmetricKey", hub.facts().adminToken());
    }
    assertThat(browser.send("POST", "/api/devices/d/connection-string", "").body())
        .contains(primary, secondary);
    assertThat(browser.send("GET", "/api/devices/d/connection-string", "").statusCode())
        .isEqualTo(404);
  }
}
