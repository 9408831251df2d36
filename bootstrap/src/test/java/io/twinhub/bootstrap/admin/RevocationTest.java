package io.twinhub.bootstrap.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.bootstrap.Twinhub;
import io.twinhub.bootstrap.config.HubConfig;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.X509CRL;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients that check whether the hub's certificate was revoked: they fetch the list, and connect. */
@Timeout(60)
class RevocationTest {
  @TempDir
  private Path folder;

  private HttpResponse<byte[]> list(int adminPort) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:%d/ca.crl".formatted(adminPort));
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private static KeyStore trusted(Twinhub hub) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (InputStream in = Files.newInputStream(hub.facts().trust().ca())) {
      store.setCertificateEntry(
          "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    return store;
  }

  /** TLS that accepts no certificate whose list of revoked certificates it cannot fetch. */
  private static SSLContext checkingRevocation(KeyStore trusted) throws Exception {
    PKIXRevocationChecker checker =
        (PKIXRevocationChecker) CertPathBuilder.getInstance("PKIX").getRevocationChecker();
    checker.setOptions(EnumSet.of(
        PKIXRevocationChecker.Option.PREFER_CRLS, PKIXRevocationChecker.Option.NO_FALLBACK));
    PKIXBuilderParameters parameters = new PKIXBuilderParameters(trusted, new X509CertSelector());
    parameters.addCertPathChecker(checker);
    TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(new CertPathTrustManagerParameters(parameters));
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, factory.getTrustManagers(), null);
    return context;
  }

  private static X509Certificate shake(SSLContext context, int port) throws IOException {
    try (Socket socket = context.getSocketFactory().createSocket("127.0.0.1", port)) {
      ((SSLSocket) socket).startHandshake();
      return (X509Certificate) ((SSLSocket) socket).getSession().getPeerCertificates()[0];
    }
  }

  @Test
  void a_client_that_checks_revocation_connects_on_every_port() throws Exception {
    try (Twinhub hub = Twinhub.start(HubConfig.forTests(folder))) {
      SSLContext tls = checkingRevocation(trusted(hub));
      assertThat(shake(tls, hub.facts().httpsPort()))
          .isEqualTo(shake(tls, hub.facts().mqttPort()))
          .isEqualTo(shake(tls, hub.facts().amqpPort()));
    }
  }

  @Test
  void the_list_is_signed_by_the_authority_current_and_empty_and_for_everybody() throws Exception {
    try (Twinhub hub = Twinhub.start(HubConfig.forTests(folder))) {
      HttpResponse<byte[]> answer = list(hub.facts().adminPort());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Type")).contains("application/pkix-crl");
      X509CRL list = (X509CRL) CertificateFactory.getInstance("X.509")
          .generateCRL(new ByteArrayInputStream(answer.body()));
      X509Certificate authority = (X509Certificate) trusted(hub).getCertificate("ca");
      list.verify(authority.getPublicKey());
      assertThat(list.getIssuerX500Principal()).isEqualTo(authority.getSubjectX500Principal());
      assertThat(list.getRevokedCertificates()).isNull();
      Instant now = Instant.now();
      assertThat(list.getThisUpdate().toInstant()).isBefore(now);
      assertThat(list.getNextUpdate().toInstant()).isAfter(now.plus(Duration.ofDays(6)));
    }
  }

  @Test
  void a_kept_certificate_is_issued_anew_when_the_admin_port_changes() throws Exception {
    HubConfig config =
        HubConfig.builder(folder).freePorts().data(folder.resolve("data")).build();
    X509Certificate before;
    KeyStore trusted;
    int port;
    try (Twinhub hub = Twinhub.start(config)) {
      trusted = trusted(hub);
      port = hub.facts().adminPort();
      before = shake(checkingRevocation(trusted), hub.facts().mqttPort());
    }
    try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
        Twinhub hub = Twinhub.start(config)) {
      assertThat(hub.facts().adminPort()).isNotEqualTo(taken.getLocalPort());
      X509Certificate after = shake(checkingRevocation(trusted), hub.facts().mqttPort());
      assertThat(after).isNotEqualTo(before);
      after.verify(trusted.getCertificate("ca").getPublicKey());
    }
  }
}
