package io.twinhub.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.application.json.JsonText;
import io.twinhub.bootstrap.Twinhub;
import io.twinhub.bootstrap.config.HubConfig;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command that shows a hub in a browser. */
@Timeout(60)
class ExplorerCommandTest {
  private static Twinhub hub;

  private final HttpClient browser = HttpClient.newBuilder()
      .followRedirects(HttpClient.Redirect.NORMAL)
      .cookieHandler(new CookieManager())
      .build();

  @BeforeAll
  static void start() {
    hub = Twinhub.start(HubConfig.forTests(Ran.runFolder()));
    for (int i = 0; i < 3; i++) {
      hub.ports().identities().create(IdentityRequest.withKeys(TwinAddress.device("boiler-" + i)));
    }
  }

  @AfterAll
  static void stop() {
    hub.close();
  }

  private HttpResponse<String> sent(String method, String address, String body) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address))
        .header("X-Twinhub", "1")
        .method(method, HttpRequest.BodyPublishers.ofString(body));
    return browser.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private JsonObject json(String method, String address, String body) throws Exception {
    HttpResponse<String> answer = sent(method, address, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JsonText.parseObject(answer.body().getBytes(StandardCharsets.UTF_8));
  }

  private static String root(String address) {
    return address.substring(0, address.indexOf('?'));
  }

  @Test
  void it_prints_a_new_address_of_the_running_hub_each_time() throws Exception {
    Ran ran = Ran.twinhub("explorer");
    assertThat(ran.code()).isZero();
    assertThat(ran.out())
        .matches("http://127\\.0\\.0\\.1:%d/\\?token=[0-9a-f]{64}\n"
            .formatted(hub.facts().adminPort()))
        .isNotEqualTo(Ran.twinhub("explorer").out());
    HttpResponse<String> page = sent("GET", ran.out().strip(), "");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).startsWith("<!doctype html>");
    assertThat(json("GET", root(ran.out()) + "api/hub", "").find("kind"))
        .hasValue(new JsonString("local"));
  }

  @Test
  void with_login_it_serves_any_hub_until_it_is_ended() throws Exception {
    try (Running explorer =
        Running.twinhub("explorer", "--login", hub.facts().connectionString())) {
      explorer.awaitErr("Ctrl-C ends it");
      String address = explorer.out().strip();
      assertThat(sent("GET", address, "").body()).startsWith("<!doctype html>");
      String api = root(address) + "api/";
      JsonObject told = json("GET", api + "hub", "");
      assertThat(told.find("kind")).hasValue(new JsonString("remote"));
      assertThat(told.find("version")).hasValue(new JsonString("1.2.3"));
      assertThat(told.find("features").map(Object::toString).orElse("").replace('"', '\''))
          .contains("'journal':false,'faults':false,'clock':false,'plan':false,'live':false,")
          .contains("'preview':true");
      assertThat(json("GET", api + "devices?search=boiler", "").find("rows").orElseThrow())
          .isInstanceOfSatisfying(
              JsonArray.class, rows -> assertThat(rows.elements()).hasSize(3));
      String device = api + "devices/boiler-0/";
      assertThat(json("PATCH", device + "twin", "{\"tags\":{\"a\":1}}").toString())
          .contains("\"tags\":{\"a\":1}");
      assertThat(json("POST", device + "preview", "{\"tags\":{\"a\":2}}").toString())
          .contains("boiler-0 is told nothing: no desired property changes.");
      assertThat(sent("POST", device + "preview", "{\"tags\":{\"a b\":2}}").body())
          .contains("This change would be refused");
      assertThat(json("POST", device + "connection-string", "")
              .find("primary")
              .orElseThrow()
              .toString())
          .startsWith("\"HostName=127.0.0.1");
      assertThat(sent("GET", api + "devices/nobody/twin", "").statusCode()).isEqualTo(404);
      assertThat(sent("GET", root(address) + "policies", "").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void a_hub_that_is_not_reached_is_told_on_the_page() throws Exception {
    String nowhere =
        "HostName=127.0.0.1:1;SharedAccessKeyName=x;SharedAccessKey=MDAwMDAwMDAwMDAwMDAwMA==";
    try (Running explorer = Running.twinhub("explorer", "--login", nowhere)) {
      explorer.awaitErr("Ctrl-C ends it");
      String address = explorer.out().strip();
      assertThat(sent("GET", address, "").statusCode()).isEqualTo(200);
      HttpResponse<String> answer = sent("GET", root(address) + "api/devices", "");
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body())
          .startsWith("{\"error\":{\"code\":503001,\"message\":\"")
          .doesNotContain("MDAwMDAw");
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      --events x             | --events: it goes with --login, since the hub that runs here serves its own page
      --port 1               | --port: it goes with --login, since the hub that runs here serves its own page
      --login x=y --port -1  | --port: -1 is not a port; ports are 0 to 65535
      --login x=y            | --login: the connection string lacks HostName
      --port many            | --port: 'many' is not a whole number
      """)
  void wrong_usage_is_named(String options, String message) {
    Ran ran = Ran.twinhub(("explorer " + options).split(" ", -1));
    assertThat(ran.err()).startsWith("twinhub: " + message);
    assertThat(ran.code()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
  }

  @Test
  void a_port_that_is_taken_is_named() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Ran ran = Ran.twinhub(
          "explorer",
          "--login",
          hub.facts().connectionString(),
          "--port",
          Integer.toString(taken.getLocalPort()));
      assertThat(ran.err())
          .startsWith("twinhub: cannot listen on port %d: ".formatted(taken.getLocalPort()))
          .contains("; choose another with --port");
      assertThat(ran.code()).isEqualTo(1);
    }
  }
}
