package io.twinhub.bootstrap.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.twinhub.bootstrap.Twinhub;
import io.twinhub.bootstrap.config.HubConfig;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The admin port, byte by byte. */
@Timeout(60)
class AdminPortTest {
  private static final int READ_MILLIS_MAX = 20_000;

  @TempDir
  private static Path folder;

  private static Twinhub hub;

  @BeforeAll
  static void start() {
    hub = Twinhub.start(HubConfig.forTests(folder));
  }

  @AfterAll
  static void stop() {
    hub.close();
  }

  private static Socket socket() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), hub.facts().adminPort());
    socket.setSoTimeout(READ_MILLIS_MAX);
    return socket;
  }

  /** The whole answer; the server closes because it is asked to. */
  private static String ask(String startLine, String headers, String body) throws IOException {
    try (Socket socket = socket()) {
      OutputStream out = socket.getOutputStream();
      out.write("%s\r\nConnection: close\r\n%sContent-Length: %d\r\n\r\n%s"
          .formatted(startLine, headers, body.length(), body)
          .getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  private static String get(String path) throws IOException {
    return ask("GET " + path + " HTTP/1.1", "Host: 127.0.0.1\r\n", "");
  }

  private static String trusted(String startLine, String body) throws IOException {
    return ask(
        startLine + " HTTP/1.1",
        "Host: localhost:8280\r\nAuthorization: Bearer %s\r\n"
            .formatted(hub.facts().adminToken()),
        body);
  }

  private static void assertAnswer(String answer, String status, String body) {
    assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
    assertThat(answer.substring(answer.indexOf("\r\n\r\n") + 4)).isEqualTo(body);
  }

  @Test
  void anyone_on_this_machine_may_ask_how_the_hub_is() throws IOException {
    assertAnswer(get("/alive"), "200", "{\"alive\":true}");
    assertAnswer(get("/ready"), "200", "{\"ready\":true}");
    assertAnswer(get("/ca.pem"), "200", Files.readString(hub.facts().trust().ca()));
    assertThat(get("/status"))
        .contains("\"devices\":0")
        .contains("Cache-control: no-store", "X-content-type-options: nosniff")
        .doesNotContain(hub.facts().adminToken());
  }

  @Test
  void any_other_page_says_which_there_are() throws IOException {
    assertAnswer(
        get("/nothing"),
        "404",
        "the pages are /alive /ready /status /metrics /ca.pem /ca.crl /policies /routes /enrichments"
            + " /tokens /snapshots /reset /changes /clock /faults /journal /explorer\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"evil.example", "127.0.0.1.evil.example", "127.0.0.1:80:80", "localhost.", ""})
  void a_page_of_another_site_may_not_ask(String host) throws IOException {
    assertAnswer(
        ask("GET /alive HTTP/1.1", "Host: %s\r\n".formatted(host), ""),
        "403",
        "the admin port answers requests to 127.0.0.1 and localhost only\n");
  }

  @Test
  void a_request_without_host_is_refused() throws IOException {
    assertThat(ask("GET /alive HTTP/1.1", "", "")).startsWith("HTTP/1.1 4");
  }

  @ParameterizedTest
  @CsvSource({
    "GET,/policies",
    "GET,/policies/service",
    "POST,/policies",
    "POST,/tokens",
    "GET,/snapshots",
    "POST,/snapshots",
    "DELETE,/snapshots/x",
    "POST,/snapshots/x/restore",
    "POST,/reset",
    "GET,/reset",
    "PUT,/alive",
    "HEAD,/ready"
  })
  void what_reveals_keys_or_changes_something_needs_the_token(String method, String path)
      throws IOException {
    String start = method + " " + path + " HTTP/1.1";
    assertThat(ask(start, "Host: localhost\r\n", "")).startsWith("HTTP/1.1 401 ");
    assertThat(ask(start, "Host: localhost\r\nAuthorization: Bearer wrong\r\n", ""))
        .startsWith("HTTP/1.1 401 ")
        .doesNotContain("primaryKey");
    assertThat(ask(start, "Host: localhost\r\nAuthorization: Basic x\r\n", ""))
        .startsWith("HTTP/1.1 401 ");
  }

  @Test
  void the_token_opens_policies() throws IOException {
    assertThat(trusted("GET /policies", ""))
        .startsWith("HTTP/1.1 200 ")
        .contains("\"iothubowner\"");
    assertThat(trusted("GET /policies/service", "")).contains("\"rights\":[\"ServiceConnect\"]");
    String body = "{\"name\":\"made\",\"permissions\":[\"RegistryRead\"]}";
    assertThat(trusted("POST /policies", body)).startsWith("HTTP/1.1 200 ");
    assertThat(trusted("DELETE /policies/made", "")).startsWith("HTTP/1.1 204 ");
    assertAnswer(trusted("GET /policies/made", ""), "404", "there is no policy 'made'\n");
  }

  @Test
  void the_token_makes_bearer_tokens() throws IOException {
    String body = "{\"name\":\"ci\",\"roles\":[\"IoT Hub Data Reader\"],\"seconds\":60}";
    assertThat(trusted("POST /tokens", body))
        .startsWith("HTTP/1.1 200 ")
        .containsPattern("\"accessToken\":\"ey[^.]+\\.ey[^.]+\\.[^.\"]+\"");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      {}                                         | 'name' is missing or is not a string
      {"name":"x"}                               | 'seconds' must be a whole number from 1 to 604800
      {"name":"x","seconds":604801}              | 'seconds' must be a whole number from 1 to 604800
      {"name":"x","seconds":0.5}                 | 'seconds' must be a whole number from 1 to 604800
      {"name":"x","seconds":9223372036854775808} | 'seconds' must be a whole number from 1 to 604800
      {"name":"x","seconds":1e30}                | 'seconds' must be a whole number from 1 to 604800
      {"name":"x","seconds":"1"}                 | 'seconds' must be a whole number from 1 to 604800
      {"name":"x","seconds":0}                   | 'seconds' must be a whole number from 1 to 604800
      {"name":"x","seconds":1,"roles":["Owner"]} | there is no role 'Owner'
      {"name":"x","seconds":1,"roles":[7]}       | a role must be a string: 7
      """)
  void a_bearer_token_that_is_none_is_refused(String body, String reason) throws IOException {
    assertAnswer(trusted("POST /tokens", body), "400", reason + "\n");
  }

  @Test
  void the_token_opens_snapshots() throws IOException {
    assertAnswer(trusted("GET /snapshots", ""), "200", "[]");
    assertThat(trusted("POST /snapshots", "{\"name\":\"one\"}"))
        .startsWith("HTTP/1.1 200 ")
        .contains("{\"name\":\"one\",\"created\":\"", "\"devices\":0,\"modules\":0,\"bytes\":");
    assertThat(trusted("GET /snapshots", "")).contains("[{\"name\":\"one\",");
    assertThat(trusted("POST /snapshots/one/restore", "")).startsWith("HTTP/1.1 200 ");
    assertThat(trusted("DELETE /snapshots/one", "")).startsWith("HTTP/1.1 204 ");
    assertAnswer(trusted("POST /reset", ""), "200", "{\"devices\":0,\"modules\":0}");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      POST /snapshots                    | 400 | 'name' is missing or is not a string
      POST /snapshots/none/restore       | 404 | there is no snapshot 'none'; no snapshot exists yet, 'twinhub snapshot create' makes one
      POST /snapshots/../restore         | 400 | '..' is not a snapshot name: a name begins with a letter or a digit and has up to 64 letters, digits, '.', '_' and '-'
      DELETE /snapshots/..%2F..%2Ftwins  | 400 | '../../twins' is not a snapshot name: a name begins with a letter or a digit and has up to 64 letters, digits, '.', '_' and '-'
      DELETE /snapshots                  | 405 | /snapshots accepts GET and POST, each snapshot accepts DELETE and POST to /restore; /reset accepts POST
      GET /snapshots/one                 | 405 | /snapshots accepts GET and POST, each snapshot accepts DELETE and POST to /restore; /reset accepts POST
      GET /reset                         | 405 | /snapshots accepts GET and POST, each snapshot accepts DELETE and POST to /restore; /reset accepts POST
      """)
  void a_wrong_request_for_a_snapshot_is_refused(String start, String status, String reason)
      throws IOException {
    assertAnswer(trusted(start, "{}"), status, reason + "\n");
  }

  @Test
  void other_methods_are_named() throws IOException {
    assertAnswer(trusted("PUT /policies/x", ""), "405", "/policies accepts GET, POST and DELETE\n");
    assertAnswer(trusted("POST /alive", ""), "405", "this page answers GET only\n");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
      {}                                      | 'name' is missing or is not a string
      {"name":7}                              | 'name' is missing or is not a string
      {"name":"x","permissions":["All"]}      | unknown permission "All"
      """)
  void a_policy_that_is_none_is_refused(String body, String reason) throws IOException {
    assertAnswer(trusted("POST /policies", body), "400", reason + "\n");
  }

  @Test
  void a_body_over_the_limit_is_refused_and_one_at_the_limit_is_read() throws IOException {
    assertAnswer(
        trusted("POST /policies", " ".repeat(16_385)),
        "413",
        "the body is larger than 16384 bytes\n");
    assertThat(trusted("POST /policies", " ".repeat(16_384))).startsWith("HTTP/1.1 400 ");
  }

  @Test
  void a_stranger_is_refused_before_the_body_comes() throws IOException {
    try (Socket socket = socket()) {
      socket
          .getOutputStream()
          .write("POST /policies HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10000000\r\n\r\n"
              .getBytes(StandardCharsets.US_ASCII));
      assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
          .isEqualTo("HTTP/1.1 401");
    }
  }

  @Test
  void a_few_slow_posts_hold_nobody_up() throws IOException {
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 40; i++) {
        Socket socket = socket();
        slow.add(socket);
        socket
            .getOutputStream()
            .write(("POST /policies HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                    + hub.facts().adminToken()
                    + "\r\nContent-Length: 100\r\n\r\n{")
                .getBytes(StandardCharsets.US_ASCII));
      }
      assertAnswer(get("/alive"), "200", "{\"alive\":true}");
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  @Test
  void clients_that_never_finish_their_request_are_hung_up_on_and_others_served_again()
      throws IOException {
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 160; i++) {
        Socket socket = socket();
        slow.add(socket);
        socket.getOutputStream().write("GET /alive HT".getBytes(StandardCharsets.US_ASCII));
      }
      await()
          .atMost(Duration.ofMillis(READ_MILLIS_MAX))
          .ignoreException(SocketException.class)
          .untilAsserted(() -> assertAnswer(get("/alive"), "200", "{\"alive\":true}"));
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }
}
