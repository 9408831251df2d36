package io.twinhub.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.twinhub.application.retry.Backoff;
import io.twinhub.bootstrap.cli.remote.HubApi;
import io.twinhub.bootstrap.config.ConnectionString;
import io.twinhub.local.tls.ServerCertificate;
import io.twinhub.local.tls.SubjectNames;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A hub as busy as Azure may be: it turns requests away. */
@Timeout(60)
class BusyHubTest {
  private static final char[] PASSWORD = "password".toCharArray();

  private final Deque<Integer> statuses = new ArrayDeque<>();
  private static final Backoff QUICK = new Backoff(Duration.ofMillis(2), Duration.ofMillis(4), 5);

  private HttpsServer server;
  private HubApi api;

  BusyHubTest() throws IOException, GeneralSecurityException {
    ServerCertificate certificate = ServerCertificate.inMemory(
        SubjectNames.and(List.of()), URI.create("http://127.0.0.1/ca.crl"), Instant.now());
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        "hub", certificate.key(), PASSWORD, certificate.chain().toArray(Certificate[]::new));
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD);
    store.setCertificateEntry("ca", certificate.chain().get(certificate.chain().size() - 1));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    server.createContext("/", this::answer);
    String host = "127.0.0.1:" + server.getAddress().getPort();
    api = new HubApi(
        ConnectionString.parse("HostName=" + host + ";SharedAccessKeyName=n;SharedAccessKey=MTEx"),
        host,
        context,
        QUICK);
  }

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    int status = statuses.remove();
    byte[] body = "{\"Message\":\"slow down\"}".getBytes(StandardCharsets.UTF_8);
    if (status == 503) {
      exchange.getResponseHeaders().add("Retry-After", "7");
    }
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Test
  void a_request_is_made_again() {
    statuses.addAll(List.of(429, 429, 503, 200));
    assertThat(api.send("GET", "/devices/d", Optional.empty()).body())
        .hasToString("{\"Message\":\"slow down\"}");
    assertThat(statuses).isEmpty();
  }

  @Test
  void a_hub_that_stays_busy_is_given_up() {
    statuses.addAll(List.of(429, 429, 429, 429, 429, 200));
    assertThatThrownBy(() -> api.send("DELETE", "/devices/d", Optional.empty()))
        .hasMessage("429 slow down");
    assertThat(statuses).containsExactly(200);
  }

  @Test
  void any_other_refusal_is_final() {
    statuses.addAll(List.of(500, 200));
    assertThatThrownBy(() -> api.send("GET", "/devices/d", Optional.empty()))
        .hasMessage("500 slow down");
    assertThat(statuses).containsExactly(200);
  }
}
