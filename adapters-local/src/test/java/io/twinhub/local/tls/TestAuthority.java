package io.twinhub.local.tls;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/** An authority that vouches for devices, as an owner of devices would have one. */
public final class TestAuthority {
  private final KeyAndChain authority;
  private final CertificateWriter writer;

  /** An authority that begins to be valid an hour before {@code now}. */
  public TestAuthority(Instant now) {
    try {
      writer = new CertificateWriter(now);
      authority = writer.authority();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a hub must trust. */
  public X509Certificate certificate() {
    return authority.certificate();
  }

  /** A chain for a device: its own certificate, then the authority's. Valid for 825 days. */
  public List<X509Certificate> chainFor(String commonName) {
    try {
      return writer.issued(authority, commonName, SubjectNames.and(List.of())).chain();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
