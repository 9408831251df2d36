package io.twinhub.local.tls;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/**
 * The certificate that the hub presents to clients. Its {@code toString} never shows the key.
 *
 * @param key the server's private key
 * @param chain the server's certificate, then the authority's
 * @param authorityPem the authority's certificate as PEM text, for clients to trust
 * @param revocations the list of what the authority has revoked
 */
public record ServerCertificate(
    PrivateKey key, List<X509Certificate> chain, String authorityPem, RevocationList revocations) {

  /** Copies {@code chain}. */
  public ServerCertificate {
    chain = List.copyOf(chain);
  }

  /**
   * Creates a certificate that lasts as long as this process, with an authority of its own.
   *
   * @param revocations where clients find its list of revoked certificates
   * @param now the time from which it is valid
   */
  public static ServerCertificate inMemory(SubjectNames names, URI revocations, Instant now) {
    return Authority.create(now).issue(names, revocations, now);
  }

  static ServerCertificate of(KeyAndChain server, KeyAndChain authority)
      throws GeneralSecurityException {
    return new ServerCertificate(
        server.key(),
        server.chain(),
        Pem.text(authority.certificate()),
        new RevocationList(authority));
  }

  @Override
  public String toString() {
    return "ServerCertificate[" + chain.get(0).getSubjectX500Principal().getName() + "]";
  }
}
