package io.twinhub.local.frontend.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.twinhub.local.frontend.net.tls.PeerCertificate;
import io.twinhub.local.frontend.net.tls.ServerTls;
import io.twinhub.local.tls.ServerCertificate;
import io.twinhub.local.tls.SubjectNames;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Listeners over real sockets, with an echo in the place of a protocol. */
class ListenerTest {
  private final ServerCertificate certificate = ServerCertificate.inMemory(
      SubjectNames.and(List.of()), URI.create("http://127.0.0.1/ca.crl"), Instant.now());
  private static final int TIMEOUT_MS = 10_000;

  private final Network network = Network.start();
  private final CountDownLatch release = new CountDownLatch(1);

  @AfterEach
  void stop() {
    release.countDown();
    network.close();
  }

  private Listener listen(ConnectionSetup setup) {
    return Listener.bind(
        network,
        new Endpoint("echo", "127.0.0.1", 0),
        Optional.of(new ServerTls(certificate)),
        setup);
  }

  @Nested
  class A_client {
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void may_speak_either_version_of_tls(String version) throws Exception {
      try (Listener listener = listen(ListenerTest::echo);
          SSLSocket client = connect(listener, new KeyManager[0])) {
        client.setEnabledProtocols(new String[] {version});
        assertThat(exchange(client)).isEqualTo("twin CN none");
        assertThat(client.getSession().getProtocol()).isEqualTo(version);
      }
    }

    @Test
    void may_show_a_certificate_of_anybody() throws Exception {
      ServerCertificate device = device();
      try (Listener listener = listen(ListenerTest::echo);
          SSLSocket client = connect(listener, keys(device))) {
        assertThat(exchange(client)).isEqualTo("twin CN " + names(device.chain()));
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void that_comes_back_resumes_its_session_and_need_not_show_its_certificate_again(String version)
        throws Exception {
      ServerCertificate device = device();
      CountingTrust trust = new CountingTrust(trusted());
      KeyManager[] keys = keys(device);
      try (Listener listener = listen(ListenerTest::echo)) {
        SSLContext sameClient = context(keys, trust);
        for (int connection = 0; connection < 3; connection++) {
          try (SSLSocket client = connect(sameClient, listener)) {
            client.setEnabledProtocols(new String[] {version});
            assertThat(exchange(client)).isEqualTo("twin CN " + names(device.chain()));
          }
        }
        assertThat(trust.handshakes()).isEqualTo(1);
        try (SSLSocket another = connect(context(keys, trust), listener)) {
          assertThat(exchange(another)).isEqualTo("twin CN " + names(device.chain()));
        }
        assertThat(trust.handshakes()).isEqualTo(2);
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void that_resumes_a_session_does_not_get_the_certificate_of_another_client(String version)
        throws Exception {
      ServerCertificate device = device();
      try (Listener listener = listen(ListenerTest::echo)) {
        SSLContext plain = context(new KeyManager[0], new CountingTrust(trusted()));
        SSLContext known = context(keys(device), new CountingTrust(trusted()));
        for (int connection = 0; connection < 2; connection++) {
          try (SSLSocket client = connect(plain, listener);
              SSLSocket other = connect(known, listener)) {
            client.setEnabledProtocols(new String[] {version});
            other.setEnabledProtocols(new String[] {version});
            assertThat(exchange(other)).isEqualTo("twin CN " + names(device.chain()));
            assertThat(exchange(client)).isEqualTo("twin CN none");
          }
        }
      }
    }

    @Test
    void that_does_not_speak_tls_is_dropped_while_others_go_on() throws Exception {
      try (Listener listener = listen(ListenerTest::echo);
          Socket stranger = new Socket(InetAddress.getLoopbackAddress(), listener.port());
          SSLSocket client = connect(listener, new KeyManager[0])) {
        stranger.setSoTimeout(TIMEOUT_MS);
        stranger
            .getOutputStream()
            .write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(drained(stranger.getInputStream())).isTrue();
        assertThat(exchange(client)).isEqualTo("twin CN none");
      }
    }
  }

  @Nested
  class A_port {
    @Test
    void that_is_taken_is_named_with_what_to_do() {
      try (Listener first = listen(ListenerTest::echo)) {
        Endpoint taken = new Endpoint("HTTPS", "127.0.0.1", first.port());
        assertThatThrownBy(
                () -> Listener.bind(network, taken, Optional.empty(), ListenerTest::echo))
            .isInstanceOf(BindProblem.class)
            .hasMessage("cannot listen for HTTPS on 127.0.0.1:" + first.port()
                + ": another program uses the port; stop it or choose another port");
      }
    }

    @Test
    void of_an_unknown_host_is_named() {
      Endpoint nowhere = new Endpoint("MQTT", "nowhere.invalid", 0);
      assertThatThrownBy(
              () -> Listener.bind(network, nowhere, Optional.empty(), ListenerTest::echo))
          .isInstanceOf(BindProblem.class)
          .hasMessage("cannot listen for MQTT on nowhere.invalid:0: the host name is not known; use"
              + " an address of this machine");
    }

    @Test
    void of_the_address_of_another_machine_is_named() {
      Endpoint elsewhere = new Endpoint("AMQP", "192.0.2.1", 0);
      assertThatThrownBy(
              () -> Listener.bind(network, elsewhere, Optional.empty(), ListenerTest::echo))
          .isInstanceOf(BindProblem.class)
          .hasMessage(
              "cannot listen for AMQP on 192.0.2.1:0: this machine does not have the address;"
                  + " use one of its own");
    }

    @Test
    void may_be_opened_again_right_after_it_was_closed() throws Exception {
      int port;
      try (Listener first = listen(ListenerTest::echo);
          SSLSocket client = connect(first, new KeyManager[0])) {
        exchange(client);
        port = first.port();
      }
      Endpoint same = new Endpoint("echo", "127.0.0.1", port);
      try (Listener second = Listener.bind(network, same, Optional.empty(), ListenerTest::echo)) {
        assertThat(second.port()).isEqualTo(port);
      }
    }
  }

  @Test
  void closing_lets_a_request_finish_that_was_taken() throws Exception {
    CountDownLatch taken = new CountDownLatch(1);
    Listener listener = listen((pipeline, work) -> pipeline.addLast(new Answering(work, () -> {
      taken.countDown();
      awaitQuietly(release);
    })));
    try (SSLSocket client = connect(listener, new KeyManager[0])) {
      client.getOutputStream().write("twin".getBytes(StandardCharsets.US_ASCII));
      awaitQuietly(taken);
      Thread closer = new Thread(listener::close);
      closer.start();
      release.countDown();
      assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
          .isEqualTo("twin CN none");
      closer.join();
    }
    assertThat(listener.connections()).isZero();
    assertThat(network.connections()).isZero();
  }

  private static ServerCertificate device() {
    return ServerCertificate.inMemory(
        SubjectNames.and(List.of("a")), URI.create("http://127.0.0.1/ca.crl"), Instant.now());
  }

  private static String names(List<X509Certificate> chain) {
    return chain.stream()
        .map(certificate -> certificate.getSubjectX500Principal().getName())
        .reduce((own, authority) -> own + " of " + authority)
        .orElse("none");
  }

  private static void echo(ChannelPipeline pipeline, SerialExecutor work) {
    pipeline.addLast(new Answering(work, () -> {}));
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      assertThat(latch.await(TIMEOUT_MS, TimeUnit.MILLISECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String exchange(SSLSocket client) throws IOException {
    client.getOutputStream().write("twin".getBytes(StandardCharsets.US_ASCII));
    byte[] answer = new byte[100];
    int length = client.getInputStream().read(answer);
    return new String(answer, 0, length, StandardCharsets.US_ASCII);
  }

  private static boolean drained(InputStream in) {
    try {
      in.readAllBytes();
    } catch (IOException e) {
      return true; // a reset is an end, too
    }
    return true;
  }

  private SSLSocket connect(Listener listener, KeyManager[] keys) throws Exception {
    return connect(context(keys, trusted()), listener);
  }

  private static SSLSocket connect(SSLContext context, Listener listener) throws IOException {
    SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", listener.port());
    socket.setSoTimeout(TIMEOUT_MS);
    return socket;
  }

  private static SSLContext context(KeyManager[] keys, X509ExtendedTrustManager trust)
      throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys, new TrustManager[] {trust}, null);
    return context;
  }

  private X509ExtendedTrustManager trusted() throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry(
        "ca",
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(
                certificate.authorityPem().getBytes(StandardCharsets.US_ASCII))));
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    return (X509ExtendedTrustManager) trust.getTrustManagers()[0];
  }

  private static KeyManager[] keys(ServerCertificate of) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry("key", of.key(), new char[0], of.chain().toArray(new X509Certificate[0]));
    KeyManagerFactory factory = KeyManagerFactory.getInstance("SunX509");
    factory.init(store, new char[0]);
    return factory.getKeyManagers();
  }

  /** Answers each message with itself and the names in the client's certificates. */
  private static final class Answering extends SimpleChannelInboundHandler<ByteBuf> {
    private final SerialExecutor work;
    private final Runnable before;

    private Answering(SerialExecutor work, Runnable before) {
      this.work = work;
      this.before = before;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, ByteBuf message) {
      String text = message.toString(StandardCharsets.US_ASCII);
      work.offer(() -> {
        before.run();
        String peer = names(PeerCertificate.chain(ctx.channel()));
        Outbound.send(
            ctx,
            ctx.alloc()
                .buffer()
                .writeBytes((text + " CN " + peer).getBytes(StandardCharsets.US_ASCII)));
      });
    }
  }

  @ParameterizedTest
  @CsvSource({
    "33554432, 512, 2",
    "268435456, 4096, 8",
    "1073741824, 16384, 16",
    "9223372036854775807, 20000, 16"
  })
  void a_small_heap_holds_fewer_connections_and_large_requests(
      long heapBytes, int connections, int largeRequests) {
    assertThat(Network.connectionsMax(heapBytes)).isEqualTo(connections);
    assertThat(Network.largeWorkers(heapBytes)).isEqualTo(largeRequests);
  }

  @Test
  void no_more_connections_are_admitted_than_the_heap_holds() {
    for (int i = 0; i < Network.connectionsMax(Runtime.getRuntime().maxMemory()); i++) {
      assertThat(network.admit()).isTrue();
    }
    assertThat(network.admit()).isFalse();
  }
}
