package io.twinhub.local.frontend.https;

import io.twinhub.application.configuration.ServiceConfigurationService;
import io.twinhub.application.hint.Hints;
import io.twinhub.application.identity.DeviceIdentityService;
import io.twinhub.application.job.ServiceJobService;
import io.twinhub.application.message.DeviceMessageService;
import io.twinhub.application.message.ServiceMessageService;
import io.twinhub.application.message.ServiceMethodService;
import io.twinhub.application.operation.GatedInbox;
import io.twinhub.application.operation.GatedJobs;
import io.twinhub.application.operation.GatedTransfers;
import io.twinhub.application.operation.GatedTwins;
import io.twinhub.application.transfer.ServiceTransferService;
import io.twinhub.application.twin.DigitalTwinService;
import io.twinhub.application.twin.ServiceTwinService;
import io.twinhub.domain.access.Transport;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.twin.TwinRules;
import io.twinhub.local.engine.hub.LocalHub;
import io.twinhub.local.frontend.access.Authenticator;
import io.twinhub.local.frontend.access.Registry;
import io.twinhub.local.frontend.access.Tokens;
import io.twinhub.local.frontend.access.TrustedIssuers;
import io.twinhub.local.frontend.https.route.Route;
import io.twinhub.local.frontend.net.ByteBudget;
import io.twinhub.local.frontend.net.ConnectionSetup;
import io.twinhub.local.frontend.net.Endpoint;
import io.twinhub.local.frontend.net.Listener;
import io.twinhub.local.frontend.net.Network;
import io.twinhub.local.frontend.net.tls.ServerTls;
import io.twinhub.local.tls.ServerCertificate;
import io.twinhub.local.tls.SubjectNames;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The real engine behind the HTTPS front end on a free port; queries are played. */
final class RunningHub implements AutoCloseable {
  /** Room for two of the largest bodies. */
  static final int BUDGET_BYTES = 4 * 1024 * 1024;

  static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  static final String OWNER =
      Tokens.service("iothubowner", NOON.plusSeconds(3600).getEpochSecond());

  private final Registry registry = new Registry();
  private final InstantSource clock = InstantSource.fixed(NOON);
  private final LocalHub hub = new LocalHub(TwinRules.DEFAULT, clock);
  private final Network network = Network.start();
  private final ByteBudget budget = new ByteBudget(BUDGET_BYTES);
  private final ServicePorts ports;
  private final ServerCertificate authority;
  private final SSLContext tls;
  private final Listener listener;
  private final HttpClient client;

  RunningHub() {
    this(Map.of());
  }

  RunningHub(Map<String, ConnectionSetup> webSockets) {
    ServerCertificate certificate = ServerCertificate.inMemory(
        SubjectNames.and(List.of()), URI.create("http://127.0.0.1/ca.crl"), Instant.now());
    ports = new ServicePorts(
        new GatedTwins(new ServiceTwinService(hub.twins()), hub.gate(), Hints.none()),
        new DeviceIdentityService(hub.identities(), hub.twins()),
        new ServicePorts.Queries(new FakeQueries(), new FakeExplanations()),
        new ServicePorts.Conversation(
            new ServiceMethodService(hub.methods()),
            new ServiceMessageService(hub.messages()),
            new GatedInbox(new DeviceMessageService(hub.inbox(), hub.telemetry()), hub.gate()),
            new DigitalTwinService(
                new ServiceTwinService(hub.twins()), new ServiceMethodService(hub.methods()))),
        new ServicePorts.Fleet(
            new GatedJobs(new ServiceJobService(hub.jobs()), hub.gate()),
            new ServicePorts.FleetConfigurations(
                new ServiceConfigurationService(hub.configurations()), TwinRules.DEFAULT),
            new GatedTransfers(new ServiceTransferService(hub.transfers()), hub.gate())));
    HttpsFrontEnd frontEnd = new HttpsFrontEnd(
        ports,
        new Authenticator(registry, clock, TrustedIssuers.inNobody()).over(Transport.HTTPS),
        clock,
        webSockets,
        budget,
        hub.gate());
    listener = Listener.bind(
        network,
        new Endpoint("HTTPS", "127.0.0.1", 0),
        Optional.of(new ServerTls(certificate)),
        frontEnd);
    authority = certificate;
    tls = trusting(certificate, new KeyManager[0]);
    client = HttpClient.newBuilder().sslContext(tls).build();
  }

  private static SSLContext trusting(ServerCertificate certificate, KeyManager[] own) {
    try {
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry(
          "ca",
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(
                  certificate.authorityPem().getBytes(StandardCharsets.US_ASCII))));
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(own, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  RunningHub with(String deviceId) {
    hub.identities().create(IdentityRequest.withKeys(TwinAddress.device(deviceId)));
    return this;
  }

  RunningHub with(String deviceId, String moduleId) {
    hub.identities().create(IdentityRequest.withKeys(TwinAddress.module(deviceId, moduleId)));
    return this;
  }

  /** Whose tokens and certificates are good; apart from the engine's registry. */
  Registry registry() {
    return registry;
  }

  /** The engine, for what devices and back ends do elsewhere. */
  LocalHub engine() {
    return hub;
  }

  List<Route> routes() {
    return HttpsFrontEnd.routes(ports);
  }

  HttpClient client() {
    return client;
  }

  int port() {
    return listener.port();
  }

  RawClient raw() throws IOException {
    return new RawClient(tls, port());
  }

  /** A client that shows {@code shown} in the handshake. */
  RawClient raw(ServerCertificate shown) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    X509Certificate[] chain = shown.chain().toArray(new X509Certificate[0]);
    store.setKeyEntry("own", shown.key(), new char[0], chain);
    KeyManagerFactory own = KeyManagerFactory.getInstance("SunX509");
    own.init(store, new char[0]);
    return new RawClient(trusting(authority, own.getKeyManagers()), port());
  }

  /** A request as the owner of the hub; {@code headers} are names and values in turn. */
  HttpResponse<String> send(String method, String target, String body, String... headers)
      throws IOException, InterruptedException {
    String separator = target.contains("?") ? "&" : "?";
    String version = target.contains("api-version=") ? "" : separator + "api-version=2021-04-12";
    HttpRequest.Builder request = HttpRequest.newBuilder(
            URI.create("https://127.0.0.1:" + port() + target + version))
        .header("Authorization", OWNER)
        .method(
            method,
            body.isEmpty()
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(body));
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  HttpResponse<String> get(String target) throws IOException, InterruptedException {
    return send("GET", target, "");
  }

  @Override
  public void close() {
    listener.close();
    network.close();
    hub.close();
  }

  ByteBudget budget() {
    return budget;
  }
}
