package io.twinhub.local.tls;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;

/**
 * A certificate authority that lasts as long as this process. Its key never leaves the process. Safe to use
 * from any thread. Its {@code toString} never shows the key.
 */
public final class Authority {
  private final KeyAndChain own;

  private Authority(KeyAndChain own) {
    this.own = own;
  }

  /**
   * Creates an authority.
   *
   * @param now the time from which it is valid
   */
  public static Authority create(Instant now) {
    try {
      return new Authority(new CertificateWriter(now).authority());
    } catch (GeneralSecurityException e) {
      throw cannotMake(e);
    }
  }

  /** Its certificate, for clients to trust. */
  public X509Certificate certificate() {
    return own.certificate();
  }

  /**
   * Issues a certificate for a hub.
   *
   * @param revocations where clients find the list of revoked certificates
   * @param now the time from which it is valid
   */
  public ServerCertificate issue(SubjectNames names, URI revocations, Instant now) {
    try {
      return ServerCertificate.of(new CertificateWriter(now).server(own, names, revocations), own);
    } catch (GeneralSecurityException e) {
      throw cannotMake(e);
    }
  }

  private static IllegalStateException cannotMake(GeneralSecurityException e) {
    return new IllegalStateException("this JDK cannot make EC certificates", e);
  }

  @Override
  public String toString() {
    return "Authority[" + certificate().getSubjectX500Principal().getName() + "]";
  }
}
