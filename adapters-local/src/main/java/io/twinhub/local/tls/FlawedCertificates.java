package io.twinhub.local.tls;

import io.twinhub.domain.fault.CertificateFlaw;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Certificates that a client must refuse, for tests of clients. Each is made when it is first asked for. Safe
 * to use from any thread.
 */
public final class FlawedCertificates {
  /** A name that no host has (RFC 6761). */
  private static final String WRONG_NAME = "wrong-name.invalid";

  private final ServerCertificate good;
  private final SubjectNames names;
  private final URI revocations;
  private final InstantSource clock;
  private final Map<CertificateFlaw, ServerCertificate> made = new EnumMap<>(CertificateFlaw.class);

  /**
   * Flawed variants of a certificate.
   *
   * @param good the certificate, with whose authority the variants are issued
   * @param names the names that it is for
   * @param revocations where clients find the list of revoked certificates
   */
  public FlawedCertificates(
      ServerCertificate good, SubjectNames names, URI revocations, InstantSource clock) {
    this.good = good;
    this.names = names;
    this.revocations = revocations;
    this.clock = clock;
  }

  /** The certificate with this flaw, and no other. */
  public synchronized ServerCertificate with(CertificateFlaw flaw) {
    return made.computeIfAbsent(flaw, this::make);
  }

  private ServerCertificate make(CertificateFlaw flaw) {
    Instant now = clock.instant();
    KeyAndChain authority = good.revocations().authority();
    try {
      return switch (flaw) {
        case EXPIRED ->
          ServerCertificate.of(
              new CertificateWriter(now.minus(CertificateWriter.SERVER_LIFE))
                  .server(authority, names, revocations),
              authority);
        case WRONG_NAME ->
          ServerCertificate.of(
              new CertificateWriter(now)
                  .server(authority, SubjectNames.encoded(List.of(WRONG_NAME)), revocations),
              authority);
        case UNKNOWN_ISSUER -> ServerCertificate.inMemory(names, revocations, now);
      };
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK cannot make EC certificates", e);
    }
  }
}
