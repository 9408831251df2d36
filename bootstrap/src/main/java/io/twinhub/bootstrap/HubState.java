package io.twinhub.bootstrap;

import io.twinhub.application.port.out.AccessPolicies;
import io.twinhub.bootstrap.config.BoundPorts;
import io.twinhub.bootstrap.config.ConnectionString;
import io.twinhub.bootstrap.config.EventsEndpoint;
import io.twinhub.bootstrap.config.HubConfig;
import io.twinhub.bootstrap.config.HubFacts;
import io.twinhub.bootstrap.config.RunFolder;
import io.twinhub.bootstrap.config.TrustFiles;
import io.twinhub.bootstrap.fleet.FileProblem;
import io.twinhub.domain.access.AccessPolicy;
import io.twinhub.domain.access.Transport;
import io.twinhub.domain.identity.SharedKey;
import io.twinhub.local.engine.fault.LocalFaults;
import io.twinhub.local.engine.hub.LocalAccessPolicies;
import io.twinhub.local.engine.hub.PolicyFile;
import io.twinhub.local.engine.journal.SqliteJournal;
import io.twinhub.local.frontend.access.TokenSigner;
import io.twinhub.local.frontend.access.TrustedIssuers;
import io.twinhub.local.frontend.net.tls.ServerTls;
import io.twinhub.local.tls.CertificateFolder;
import io.twinhub.local.tls.FlawedCertificates;
import io.twinhub.local.tls.ServerCertificate;
import io.twinhub.local.tls.SubjectNames;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a hub keeps between starts, which is keys and certificates, and what it makes anew at each start,
 * which is the token of its admin port. Holds the lock of its data folder until it is closed.
 */
final class HubState implements AutoCloseable {
  private static final String POLICIES = "policies.json";
  private static final int ADMIN_TOKEN_BYTES = 32;
  private static final int HTTPS_PORT_OF_SDKS = HubConfig.HTTPS_PORT_DEFAULT;

  private final HubConfig config;
  private final Optional<HubFamily> family;
  private final Optional<FolderLock> lock;
  private volatile Optional<ServerCertificate> certificate = Optional.empty();
  private final AccessPolicies policies;
  private final TokenTrust tokens;
  private final TrustedIssuers trust;
  private final String adminToken;

  private HubState(
      HubConfig config,
      Optional<HubFamily> family,
      Supplier<SharedKey> keys,
      Optional<FolderLock> lock)
      throws IOException, GeneralSecurityException {
    this.config = config;
    this.family = family;
    this.lock = lock;
    this.policies = policies(config, keys);
    this.tokens = TokenTrust.open(config);
    this.trust = new TrustedIssuers(
        deviceAuthorities(config.deviceAuthorities()), tokens.issuers(), config.tokenLeeway());
    byte[] token = new byte[ADMIN_TOKEN_BYTES];
    new SecureRandom().nextBytes(token);
    this.adminToken = HexFormat.of().formatHex(token);
  }

  /**
   * Reads what a hub keeps, and creates what is missing.
   *
   * @param family whose authority issues the hub's certificate; empty if the hub has an authority of its own
   * @param keys makes the keys of policies
   * @throws IllegalStateException if another hub holds the folder, or a file is damaged
   */
  static HubState open(HubConfig config, Optional<HubFamily> family, Supplier<SharedKey> keys)
      throws IOException, GeneralSecurityException {
    Optional<FolderLock> lock = Optional.empty();
    if (config.data().isPresent()) {
      lock = Optional.of(FolderLock.acquire(config.data().get()));
    }
    try {
      config.data().ifPresent(HubState::requireTwins);
      return new HubState(config, family, keys, lock);
    } catch (IOException | GeneralSecurityException | RuntimeException failure) {
      if (lock.isPresent()) {
        lock.get().close();
      }
      throw failure;
    }
  }

  /**
   * Refuses an empty file of twins in a folder that has been used: the twins were lost, since a hub writes
   * its keys first and then the file as a whole.
   */
  private static void requireTwins(Path folder) {
    Path twins = folder.resolve(SqliteJournal.FILE_NAME);
    if (Files.exists(folder.resolve(POLICIES)) && isEmpty(twins)) {
      throw new IllegalStateException(
          ("%s is empty, though the folder holds the keys of a hub: its twins are lost. Nothing was"
                  + " changed. Restore a copy, or delete the file to start without twins")
              .formatted(twins));
    }
  }

  private static boolean isEmpty(Path file) {
    try {
      return Files.exists(file) && Files.size(file) == 0;
    } catch (IOException unreadable) {
      return false; // opening the file will report it
    }
  }

  /**
   * Reads the hub's certificate, or creates it.
   *
   * @param revocations the address of the list of revoked certificates
   */
  private ServerCertificate openCertificate(URI revocations) {
    SubjectNames names = names();
    ServerCertificate opened = family
        .map(shared -> shared.certificate(names, revocations))
        .or(() -> config
            .data()
            .map(folder -> CertificateFolder.open(folder, names, revocations, Instant.now())))
        .orElseGet(() -> ServerCertificate.inMemory(names, revocations, Instant.now()));
    certificate = Optional.of(opened);
    return opened;
  }

  private SubjectNames names() {
    List<String> asked = new ArrayList<>(config.extraNames());
    asked.add(config.host());
    return SubjectNames.and(asked);
  }

  /** TLS for one listener after the other, with a bad certificate where a fault asks for one. */
  Function<Transport, Optional<ServerTls>> openTls(URI revocations, LocalFaults faults) {
    ServerCertificate good = openCertificate(revocations);
    ServerTls tls = new ServerTls(good);
    FlawedCertificates flawed =
        new FlawedCertificates(good, names(), revocations, InstantSource.system());
    return port -> Optional.of(tls.withFlaws(() -> faults.handshake(port).map(flawed::with)));
  }

  private static AccessPolicies policies(HubConfig config, Supplier<SharedKey> keys) {
    if (config.data().isEmpty()) {
      return new LocalAccessPolicies(AccessPolicy.builtIn(keys).values(), all -> {});
    }
    PolicyFile file = new PolicyFile(config.data().get().resolve(POLICIES));
    if (!file.exists()) {
      file.write(List.copyOf(AccessPolicy.builtIn(keys).values()));
    }
    return new LocalAccessPolicies(file.read(), file::write);
  }

  private static List<X509Certificate> deviceAuthorities(List<Path> files) {
    List<X509Certificate> authorities = new ArrayList<>();
    for (Path file : files) {
      int before = authorities.size();
      try (InputStream in = Files.newInputStream(file)) {
        for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
          authorities.add((X509Certificate) one);
        }
        if (authorities.size() == before) {
          throw new CertificateException("there is none");
        }
      } catch (IOException | CertificateException e) {
        throw new FileProblem("--device-ca: cannot read a certificate from " + file);
      }
    }
    return authorities;
  }

  /** The hub's certificate; empty before it is opened. */
  Optional<ServerCertificate> certificate() {
    return certificate;
  }

  AccessPolicies policies() {
    return policies;
  }

  TrustedIssuers trust() {
    return trust;
  }

  TokenSigner tokenSigner() {
    return tokens.signer();
  }

  String adminToken() {
    return adminToken;
  }

  /**
   * Writes the trust files for clients, unless the hub's family has, once the certificate is opened. This goes
   * on while ports are bound: the store for Java takes thousands of rounds of hashing.
   */
  Future<TrustFiles> writeTrust(Optional<RunFolder.Place> place) {
    if (place.isEmpty()) {
      return CompletableFuture.completedFuture(family.orElseThrow().trust());
    }
    List<X509Certificate> chain = certificate.orElseThrow().chain();
    FutureTask<TrustFiles> writing = new FutureTask<>(() -> {
      TrustFiles files = TrustFiles.in(place.get().folder());
      files.write(chain.get(chain.size() - 1));
      return files;
    });
    new Thread(writing, "twinhub-trust").start();
    return writing;
  }

  /**
   * The facts about the hub once its ports are bound.
   */
  HubFacts facts(String name, BoundPorts ports, TrustFiles trust, long readyMillis) {
    return new HubFacts(
        name,
        ProcessHandle.current().pid(),
        Main.version(),
        config.host(),
        ports.https(),
        ports.mqtt(),
        ports.amqp(),
        ports.admin(),
        ports.commands(),
        new EventsEndpoint(config.eventsHost(), ports.events(), config.hubName()),
        adminToken,
        connectionString(ports.https()),
        trust,
        readyMillis);
  }

  /** The SDKs assume one port, so the connection string names the port only if it is a different one. */
  private String connectionString(int httpsPort) {
    AccessPolicy owner = policies
        .find(HubFacts.POLICY)
        .or(() -> policies.all().stream().findFirst())
        .orElseThrow(() -> new IllegalStateException("there is no policy to connect with"));
    String name = config.clientHost();
    String host = httpsPort == HTTPS_PORT_OF_SDKS ? name : name + ":" + httpsPort;
    return new ConnectionString(host, owner.name(), owner.primaryKey()).text();
  }

  @Override
  public void close() throws IOException {
    if (lock.isPresent()) {
      lock.get().close();
    }
  }
}
