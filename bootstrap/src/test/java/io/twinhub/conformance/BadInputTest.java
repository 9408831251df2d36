package io.twinhub.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.bootstrap.Twinhub;
import io.twinhub.bootstrap.config.ConnectionString;
import io.twinhub.bootstrap.config.HubConfig;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad input to a whole hub, byte by byte: it is refused, the twin stays, and a neighbour still works. */
@Timeout(60)
class BadInputTest {
  private static final int READ_MILLIS_MAX = 20_000;
  private static final int TEN_MEGABYTES = 10_000_000;
  private static final int SLOW_CLIENTS = 100;

  @TempDir
  private static Path folder;

  private static Twinhub hub;
  private static SSLSocketFactory tls;
  private static String authorization;

  @BeforeAll
  static void start() throws IOException, GeneralSecurityException {
    hub = Twinhub.start(HubConfig.forTests(folder));
    TrustManagerFactory trusted =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusted.init(hub.facts().trust().load());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trusted.getTrustManagers(), null);
    tls = context.getSocketFactory();
    ConnectionString owner = ConnectionString.parse(hub.facts().connectionString());
    authorization = DeviceTokens.signed(
            owner.hostName(), owner.key().base64(), Instant.now().plus(Duration.ofHours(1)))
        + "&skn="
        + owner.keyName();
    assertThat(ask("PUT", "/devices/target", "{\"deviceId\":\"target\"}"))
        .startsWith("HTTP/1.1 200");
    assertThat(ask("PUT", "/devices/other", "{\"deviceId\":\"other\"}")).startsWith("HTTP/1.1 200");
  }

  @AfterAll
  static void stop() {
    hub.close();
  }

  @AfterEach
  void the_twin_is_unchanged_and_a_neighbour_works() throws IOException {
    assertThat(ask("GET", "/twins/target", "")).contains("\"etag\":\"AAAAAAAAAAE=\"");
    assertThat(ask("PATCH", "/twins/other", "{\"tags\":{\"well\":true}}"))
        .startsWith("HTTP/1.1 200");
  }

  private static Socket socket() throws IOException {
    Socket socket =
        tls.createSocket(InetAddress.getLoopbackAddress(), hub.facts().httpsPort());
    socket.setSoTimeout(READ_MILLIS_MAX);
    return socket;
  }

  private static byte[] head(String method, String path, int length) {
    return """
        %s %s?api-version=2021-04-12 HTTP/1.1\r
        Host: 127.0.0.1\r
        Authorization: %s\r
        Content-Type: application/json\r
        Connection: close\r
        Content-Length: %d\r
        \r
        """.formatted(method, path, authorization, length).getBytes(StandardCharsets.US_ASCII);
  }

  private static String ask(String method, String path, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    try (Socket socket = socket()) {
      socket.getOutputStream().write(head(method, path, bytes.length));
      socket.getOutputStream().write(bytes);
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void a_body_of_ten_megabytes_is_refused_before_it_is_sent() throws IOException {
    try (Socket socket = socket()) {
      socket.getOutputStream().write(head("PATCH", "/twins/target", TEN_MEGABYTES));
      InputStream in = socket.getInputStream();
      assertThat(new String(in.readNBytes(12), StandardCharsets.US_ASCII))
          .isEqualTo("HTTP/1.1 413");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "{\"tags\":",
        "{\"tags\":{\"a\":1}} x",
        "{\"tags\":{\"a\":NaN}}",
        "{\"tags\":{a:1}}",
        "{\"tags\":\"a\"}"
      })
  void json_that_is_none_or_no_twin(String body) throws IOException {
    assertThat(ask("PATCH", "/twins/target", body)).startsWith("HTTP/1.1 400");
  }

  @Test
  void json_that_is_deep() throws IOException {
    String deep = "{\"tags\":" + "{\"a\":".repeat(50_000) + "1" + "}".repeat(50_000) + "}";
    assertThat(ask("PATCH", "/twins/target", deep)).startsWith("HTTP/1.1 400");
  }

  @Test
  void clients_that_stop_in_the_middle_of_a_request() throws IOException {
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < SLOW_CLIENTS; i++) {
        Socket socket = socket();
        slow.add(socket);
        socket.getOutputStream().write(head("PATCH", "/twins/target", 100));
        socket.getOutputStream().write('{');
      }
      the_twin_is_unchanged_and_a_neighbour_works();
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }
}
