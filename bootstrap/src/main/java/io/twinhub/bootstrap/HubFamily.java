package io.twinhub.bootstrap;

import io.twinhub.bootstrap.config.TrustFiles;
import io.twinhub.local.files.OwnerOnly;
import io.twinhub.local.frontend.net.Network;
import io.twinhub.local.tls.Authority;
import io.twinhub.local.tls.ServerCertificate;
import io.twinhub.local.tls.SubjectNames;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;

/**
 * What the hubs of one JVM share, so that they start quickly and clients that trust one of them trust all: a
 * certificate authority, the files with which clients trust it, and threads. Its hubs write no run file, so
 * commands do not find them. Close its hubs first.
 */
public final class HubFamily implements AutoCloseable {
  private final Authority authority;
  private final TrustFiles trust;
  private final Network network;

  private HubFamily(Authority authority, TrustFiles trust, Network network) {
    this.authority = authority;
    this.trust = trust;
    this.network = network;
  }

  /**
   * A family without hubs.
   *
   * @param folder where the trust files are written; other users may not read it
   * @throws IOException if the folder cannot be written
   */
  public static HubFamily create(Path folder) throws IOException, GeneralSecurityException {
    OwnerOnly.folder(folder);
    Authority authority = Authority.create(Instant.now());
    TrustFiles trust = TrustFiles.in(folder);
    trust.write(authority.certificate());
    return new HubFamily(authority, trust, Network.start());
  }

  /** The files with which clients trust all its hubs, and also what this JVM trusts. */
  public TrustFiles trust() {
    return trust;
  }

  ServerCertificate certificate(SubjectNames names, URI revocations) {
    return authority.issue(names, revocations, Instant.now());
  }

  Network network() {
    return network;
  }

  @Override
  public void close() {
    network.close();
  }
}
