package io.twinhub.local.frontend.access;

import io.twinhub.domain.identity.Authentication;
import io.twinhub.domain.identity.Thumbprint;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.local.frontend.wire.ClientText;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/** Judges client certificates. The TLS handshake has proven that the client holds the key. */
final class DeviceCertificates {
  private final List<X509Certificate> authorities;

  /** Certificates of devices; {@code authorities} are those that may vouch for them. */
  DeviceCertificates(List<X509Certificate> authorities) {
    this.authorities = List.copyOf(authorities);
  }

  /** Refuses a certificate whose thumbprint is neither of the two. Its dates do not count: it is pinned. */
  void requireThumbprint(Authentication.SelfSigned expected, X509Certificate shown) {
    String sha1 = thumbprint("SHA-1", shown);
    String sha256 = thumbprint("SHA-256", shown);
    boolean matches = Stream.of(expected.primary(), expected.secondary())
        .flatMap(Optional::stream)
        .anyMatch(thumbprint -> thumbprint.matches(sha1) || thumbprint.matches(sha256));
    if (!matches) {
      throw Refusal.of(
          "Thumbprint does not match configuration: Thumbprint: SHA1Hash=%s, SHA2Hash=%s;"
              + " Configuration: PrimaryThumbprint=%s, SecondaryThumbprint=%s",
          sha1, sha256, hex(expected.primary()), hex(expected.secondary()));
    }
  }

  private static String hex(Optional<Thumbprint> thumbprint) {
    return thumbprint.map(Thumbprint::hex).orElse("none");
  }

  private static String thumbprint(String algorithm, X509Certificate certificate) {
    try {
      return HexFormat.of()
          .withUpperCase()
          .formatHex(MessageDigest.getInstance(algorithm).digest(certificate.getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no " + algorithm, e);
    }
  }

  /** Refuses a chain that leads to no authority at {@code now}, or is of another device. */
  void requireAuthority(TwinAddress address, List<X509Certificate> chain, Instant now) {
    if (authorities.isEmpty()) {
      throw Refusal.of("the hub trusts no certificate authority for devices");
    }
    String commonName = ClientText.shown(commonName(chain.get(0)));
    if (!commonName.equals(address.toString())) {
      throw Refusal.of(
          "the certificate's CN is '%s', but the client says it is '%s'", commonName, address);
    }
    List<X509Certificate> path = belowAuthority(chain);
    if (path.isEmpty()) {
      throw Refusal.of("the certificate is an authority's, not a device's");
    }
    try {
      Set<TrustAnchor> anchors = authorities.stream()
          .map(authority -> new TrustAnchor(authority, null))
          .collect(Collectors.toSet());
      PKIXParameters parameters = new PKIXParameters(anchors);
      parameters.setRevocationEnabled(false); // as Azure: no revocation lists
      parameters.setDate(Date.from(now));
      CertPathValidator.getInstance("PKIX")
          .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
    } catch (CertPathValidatorException e) {
      throw Refusal.of(
          "the certificate does not lead to an authority that the hub trusts: %s",
          e.getReason() + ", " + e.getMessage());
    } catch (GeneralSecurityException e) {
      throw Refusal.of("the certificate cannot be judged: %s", e.toString());
    }
  }

  /** A client may send the authority itself as well; a path ends just before it. */
  private List<X509Certificate> belowAuthority(List<X509Certificate> chain) {
    return chain.stream()
        .takeWhile(certificate -> !authorities.contains(certificate))
        .toList();
  }

  private static String commonName(X509Certificate certificate) {
    try {
      return new LdapName(certificate.getSubjectX500Principal().getName())
          .getRdns().stream()
              .filter(rdn -> rdn.getType().equalsIgnoreCase("CN"))
              .map(rdn -> rdn.getValue().toString())
              .reduce("", (first, last) -> last);
    } catch (InvalidNameException e) {
      return "";
    }
  }
}
