package io.twinhub.bootstrap.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.application.json.JsonText;
import io.twinhub.bootstrap.Twinhub;
import io.twinhub.bootstrap.config.HubConfig;
import io.twinhub.bootstrap.wiring.OpenHub;
import io.twinhub.domain.document.JournalDocument;
import io.twinhub.domain.document.JournalLine;
import io.twinhub.domain.document.Members;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The journal at the admin port. */
@Timeout(60)
class JournalPageTest {
  @TempDir
  private static Path folder;

  private final HttpClient http = HttpClient.newHttpClient();
  private Twinhub hub;

  @BeforeEach
  void start() {
    hub = Twinhub.start(HubConfig.forTests(folder));
    for (String id : List.of("a", "b")) {
      hub.ports().identities().create(IdentityRequest.withKeys(TwinAddress.device(id)));
      hub.ports().twins().find(TwinAddress.device(id));
    }
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:%d%s".formatted(hub.facts().adminPort(), path)))
        .header("Authorization", "Bearer " + hub.facts().adminToken());
  }

  private HttpResponse<String> get(String path) throws Exception {
    return http.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
  }

  /** The entries as kind and device. */
  private List<String> entries(String path) throws Exception {
    HttpResponse<String> answer = get(path);
    assertThat(answer.statusCode()).isEqualTo(200);
    return Members.leniently(JsonText.parseObject(answer.body())).objects("entries").stream()
        .map(entry -> JournalDocument.read(entry.object()).operation())
        .map(operation -> operation.kind().text()
            + operation.target().map(address -> " " + address).orElse(""))
        .toList();
  }

  @Test
  void parameters_choose_the_entries() throws Exception {
    assertThat(entries("/journal"))
        .containsExactly("create-identity a", "read-twin a", "create-identity b", "read-twin b");
    assertThat(entries("/journal?device=b")).containsExactly("create-identity b", "read-twin b");
    assertThat(entries("/journal?device=b&module=m")).isEmpty();
    assertThat(entries("/journal?kind=READ-TWIN")).containsExactly("read-twin a", "read-twin b");
    assertThat(entries("/journal?limit=3"))
        .containsExactly("read-twin a", "create-identity b", "read-twin b");
    assertThat(entries("/journal?since=PT1H&limit=1")).containsExactly("read-twin b");
    assertThat(entries("/journal?since=PT0S")).isEmpty();
    assertThat(entries("/journal?since=2020-01-01T00%3A00%3A00Z")).hasSize(4);
  }

  @Test
  void it_tells_whether_the_device_is_registered() throws Exception {
    assertThat(get("/journal?device=a").body()).startsWith("{\"registered\":true,\"entries\":[{");
    assertThat(get("/journal?device=c").body()).isEqualTo("{\"registered\":false,\"entries\":[]}");
    assertThat(entries("/journal")).hasSize(4);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
      since=soon       | 'since' must be a duration such as PT5M or a time such as 2026-01-31T12:00:00Z; it is 'soon'
      since=P1Y        | 'since' must be a duration such as PT5M or a time such as 2026-01-31T12:00:00Z; it is 'P1Y'
      since=PT9999999999999999H | 'since' must be a duration such as PT5M
      since=           | 'since' must be a duration
      kind=nothing     | 'kind' must be one of connect, disconnect, read-own-twin,
      limit=0          | 'limit' must be a number from 1 to 10000; it is '0'
      limit=10001      | 'limit' must be a number from 1 to 10000; it is '10001'
      limit=-1         | 'limit' must be a number from 1 to 10000; it is '-1'
      limit=many       | 'limit' must be a number from 1 to 10000; it is 'many'
      limit=           | 'limit' must be a number from 1 to 10000; it is ''
      module=m         | 'module' needs 'device': a module belongs to a device
      device=a%2Fb     | device id 'a/b'
      """)
  void a_parameter_that_is_wrong_is_named(String query, String problem) throws Exception {
    HttpResponse<String> answer = get("/journal?" + query);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).startsWith(problem);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/journal", "/journal?device=a", "/journal/stream"})
  void it_needs_the_token(String path) throws Exception {
    HttpRequest open = HttpRequest.newBuilder(request(path).build().uri()).build();
    HttpResponse<String> answer = http.send(open, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).isEqualTo("this page needs the admin token of the running hub\n");
  }

  @Test
  void it_cannot_be_written() throws Exception {
    HttpRequest post =
        request("/journal").POST(HttpRequest.BodyPublishers.ofString("{}")).build();
    HttpResponse<String> answer = http.send(post, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.body()).isEqualTo("/journal accepts GET\n");
  }

  @Test
  void a_stream_tells_what_is_done_from_then_on() throws Exception {
    HttpResponse<InputStream> answer =
        http.send(request("/journal/stream").build(), HttpResponse.BodyHandlers.ofInputStream());
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      assertThat(lines.readLine()).isEmpty();
      hub.ports().twins().find(TwinAddress.device("b"));
      String line = lines.readLine();
      while (line.isEmpty()) {
        line = lines.readLine();
      }
      assertThat(line).contains("\"operation\":\"read-twin\",\"deviceId\":\"b\"");
    }
  }

  @Test
  void a_policy_without_the_right_is_noted_with_the_right_that_it_lacks() throws Exception {
    String key = Members.leniently(
            JsonText.parseObject(get("/policies/registryRead").body()))
        .text("primaryKey")
        .orElseThrow();
    String connection = hub.facts()
        .connectionString()
        .replaceFirst(
            "SharedAccessKeyName=.*",
            "SharedAccessKeyName=registryRead;SharedAccessKey=" + Matcher.quoteReplacement(key));
    try (OpenHub stranger = Twinhub.connect(connection, hub.facts().trust().ca())) {
      assertThatThrownBy(() -> stranger.ports().twins().find(TwinAddress.device("a")))
          .isInstanceOf(HubException.class);
    }
    assertThat(hub.journal().entries(entry -> true))
        .extracting(entry -> JournalLine.of(entry).replaceFirst("^\\S+ #[0-9]+ ", ""))
        .last()
        .isEqualTo("connect by policy registryRead over https: refused, 401002"
            + " IotHubUnauthorizedAccess: Authorization rule 'registryRead' does not allow access: it"
            + " lacks ServiceConnect");
  }
}
