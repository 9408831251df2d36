package io.twinhub.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.twinhub.bootstrap.Twinhub;
import io.twinhub.bootstrap.config.HubConfig;
import io.twinhub.bootstrap.config.HubFacts;
import io.twinhub.bootstrap.config.Trust;
import io.twinhub.bootstrap.wiring.OpenHub;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.local.frontend.net.log.ClosingLog;
import io.twinhub.local.frontend.net.log.Slf4jClosingLog;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** What the log of a whole hub says of clients that cannot come in, and how often. */
@Timeout(60)
class ClientLogTest {
  private static final int ATTEMPTS = 200;
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @TempDir
  private Path folder;

  /** One for each test, since equal lines are condensed. */
  private Twinhub hub;

  private HubFacts facts;

  @BeforeEach
  void start() {
    log.start();
    frontEnds().setLevel(Level.INFO);
    frontEnds().addAppender(log);
    hub = Twinhub.start(HubConfig.forTests(folder));
    facts = hub.facts();
  }

  @AfterEach
  void stop() {
    hub.close();
    frontEnds().detachAppender(log);
    frontEnds().setLevel(null);
  }

  private static Logger frontEnds() {
    return (Logger) LoggerFactory.getLogger("io.twinhub.local.frontend");
  }

  /** Without sums: hubs of earlier tests in this process tell them when ten seconds are over. */
  private List<String> lines() {
    return new ArrayList<>(log.list)
        .stream()
            .map(ILoggingEvent::getFormattedMessage)
            .filter(line -> !line.contains(" more times in 10 s"))
            .toList();
  }

  static Stream<Arguments> listeners() {
    return Stream.of(
            Arguments.of("HTTPS", (ToIntFunction<HubFacts>) HubFacts::httpsPort),
            Arguments.of("MQTT", (ToIntFunction<HubFacts>) HubFacts::mqttPort),
            Arguments.of("AMQP", (ToIntFunction<HubFacts>) HubFacts::amqpPort))
        .flatMap(listener -> Stream.of("TLSv1.2", "TLSv1.3")
            .map(tls -> Arguments.of(listener.get()[0], listener.get()[1], tls)));
  }

  @ParameterizedTest(name = "{0}, {2}")
  @MethodSource("listeners")
  void a_client_that_does_not_trust_the_hub_is_told_as_that_in_one_line(
      String name, ToIntFunction<HubFacts> port, String version) throws Exception {
    SSLContext publicAuthoritiesOnly = SSLContext.getInstance("TLS");
    TrustManagerFactory usual =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    usual.init((KeyStore) null);
    publicAuthoritiesOnly.init(null, usual.getTrustManagers(), null);
    int local;
    try (SSLSocket socket = (SSLSocket) publicAuthoritiesOnly
        .getSocketFactory()
        .createSocket("127.0.0.1", port.applyAsInt(facts))) {
      local = socket.getLocalPort();
      socket.setEnabledProtocols(new String[] {version});
      assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
    }
    String line = name + ": no TLS: the client does not trust this hub's certificate (TLS alert"
        + " certificate_unknown); run the client in a shell in which eval \"$(twinhub env)\" was run,"
        + " or add the hub's CA to what the client trusts (/127.0.0.1:" + local + ")";
    await().until(() -> !lines().isEmpty());
    assertThat(lines()).containsExactly(line);
  }

  @Test
  void bytes_that_are_no_tls_are_told_as_that() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), facts.mqttPort())) {
      socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      socket.getInputStream().readAllBytes();
    }
    await().until(() -> !lines().isEmpty());
    assertThat(lines())
        .singleElement()
        .asString()
        .startsWith("MQTT: no TLS: the client does not speak TLS (/127.0.0.1:");
  }

  private HttpClient trusting() throws GeneralSecurityException, IOException {
    SSLContext tls = SSLContext.getInstance("TLS");
    TrustManagerFactory trusted =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusted.init(facts.trust().load());
    tls.init(null, trusted.getTrustManagers(), null);
    return HttpClient.newBuilder().sslContext(tls).build();
  }

  @Test
  void a_client_that_asks_in_vain_again_and_again_leaves_one_line() throws Exception {
    HttpClient client = trusting();
    HttpRequest request = HttpRequest.newBuilder(URI.create(
            "https://127.0.0.1:%d/twins/x?api-version=2021-04-12".formatted(facts.httpsPort())))
        .timeout(Duration.ofSeconds(20))
        .build();
    for (int i = 0; i < ATTEMPTS; i++) {
      assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
          .isEqualTo(401);
    }
    List<String> about =
        lines().stream().filter(line -> line.startsWith("GET /twins/x")).toList();
    assertThat(about).hasSizeLessThan(ATTEMPTS / 20);
    assertThat(about.get(0))
        .startsWith("GET /twins/x from /127.0.0.1:")
        .contains("401003 IotHubUnauthorized: Authorization header missing (");
  }

  @Test
  void a_query_that_is_answered_although_it_is_odd_leaves_a_line() throws Exception {
    HttpRequest request = HttpRequest.newBuilder(
            URI.create("https://127.0.0.1:%d/devices/query?api-version=2021-04-12"
                .formatted(facts.httpsPort())))
        .header("Authorization", "Bearer " + BearerTokens.of(hub, "IoT Hub Data Reader"))
        .POST(HttpRequest.BodyPublishers.ofString(
            "{\"query\":\"SELECT * FROM devices WHERE tagz.a = 1\"}"))
        .timeout(Duration.ofSeconds(20))
        .build();
    assertThat(trusting().send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
        .isEqualTo(200);
    assertThat(lines())
        .singleElement()
        .asString()
        .startsWith("POST /devices/query from /127.0.0.1:")
        .endsWith(
            ": answered, but line 1, column 29: a twin has no field 'tagz'; did you mean tags?");
  }

  /** The port and the tracking id differ each time; the client was told the first id. */
  @Test
  void refused_requests_of_a_device_leave_one_line_with_what_it_was_told() {
    ClosingLog closing = new Slf4jClosingLog("mqtt");
    closing.refused("dev1 (/127.0.0.1:40001)", "GET: 503001 ServiceUnavailable: full", "0a");
    closing.refused("dev1 (/127.0.0.1:40002)", "GET: 503001 ServiceUnavailable: full", "0b");
    closing.refused("dev2 (/127.0.0.1:40003)", "GET: 503001 ServiceUnavailable: full", "0c");
    assertThat(lines())
        .containsExactly(
            "mqtt: dev1 (/127.0.0.1:40001) refused: GET: 503001 ServiceUnavailable: full (0a)",
            "mqtt: dev2 (/127.0.0.1:40003) refused: GET: 503001 ServiceUnavailable: full (0c)");
  }

  @Test
  void what_an_import_looks_for_and_does_not_find_is_logged_once() throws Exception {
    try (OpenHub here = OpenHub.at(facts.connectionString(), Trust.of(List.of(facts), List.of()))) {
      for (int i = 0; i < ATTEMPTS; i++) {
        assertThat(here.ports().identities().find(TwinAddress.device("absent-" + i)))
            .isEmpty();
      }
    }
    assertThat(lines()).filteredOn(line -> line.contains("absent-")).hasSize(1);
  }
}
