package io.twinhub.local.frontend.access;

import io.twinhub.domain.error.ClientText;
import io.twinhub.domain.identity.Authentication;
import io.twinhub.domain.identity.Thumbprint;
import io.twinhub.domain.identity.TwinAddress;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/** Judges client certificates. The TLS handshake has proven that the client holds the key. */
final class DeviceCertificates {
  /** The index of the bit digitalSignature in a key usage (RFC 5280, 4.2.1.3). */
  private static final int DIGITAL_SIGNATURE = 0;

  /** The extended key usages clientAuth and anyExtendedKeyUsage (RFC 5280, 4.2.1.12). */
  private static final Set<String> CLIENT_PURPOSES = Set.of("1.3.6.1.5.5.7.3.2", "2.5.29.37.0");

  /** The JDK's reasons in words. */
  private static final Map<String, String> CHAIN_PROBLEMS = Map.of(
      "NO_TRUST_ANCHOR", "none of those signed it",
      "EXPIRED", "a certificate of its chain has expired",
      "NOT_YET_VALID", "a certificate of its chain is not valid yet",
      "INVALID_SIGNATURE", "a signature in its chain is wrong",
      "INVALID_KEY_USAGE", "a certificate of its chain may not sign others",
      "NOT_CA_CERT", "a certificate of its chain is not an authority's",
      "PATH_TOO_LONG", "its chain is longer than an authority allows");

  private final List<X509Certificate> authorities;

  /** Judges certificates of devices; {@code authorities} are the CAs that may vouch for them. */
  DeviceCertificates(List<X509Certificate> authorities) {
    this.authorities = List.copyOf(authorities);
  }

  /**
   * Refuses a certificate whose thumbprint is neither of the two. Its dates are ignored, because it is
   * pinned.
   */
  void requireThumbprint(Authentication.SelfSigned expected, X509Certificate shown) {
    String sha1 = thumbprint("SHA-1", shown);
    String sha256 = thumbprint("SHA-256", shown);
    boolean matches = Stream.of(expected.primary(), expected.secondary())
        .flatMap(Optional::stream)
        .anyMatch(thumbprint -> thumbprint.matches(sha1) || thumbprint.matches(sha256));
    if (!matches) {
      throw AccessRefusal.of(
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

  /** Refuses a chain that leads to no authority valid at {@code now}, or belongs to another device. */
  void requireAuthority(TwinAddress address, List<X509Certificate> chain, Instant now) {
    if (authorities.isEmpty()) {
      throw AccessRefusal.of("the hub trusts no certificate authority for devices");
    }
    requireSubject(address, chain.get(0));
    requireClientUse(chain.get(0));
    List<X509Certificate> path = belowAuthority(chain);
    if (path.isEmpty()) {
      throw AccessRefusal.of("the certificate is an authority's, not a device's");
    }
    try {
      Set<TrustAnchor> anchors = authorities.stream()
          .filter(authority -> isCurrent(authority, now))
          .map(authority -> new TrustAnchor(authority, null))
          .collect(Collectors.toSet());
      if (anchors.isEmpty()) {
        throw AccessRefusal.of("every certificate authority that the hub trusts has expired");
      }
      PKIXParameters parameters = new PKIXParameters(anchors);
      parameters.setRevocationEnabled(false); // like Azure, without revocation lists
      parameters.setDate(Date.from(now));
      CertPathValidator.getInstance("PKIX")
          .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
    } catch (CertPathValidatorException e) {
      throw AccessRefusal.of(
          "the certificate was not issued by an authority that the hub trusts: %s",
          CHAIN_PROBLEMS.getOrDefault(
              e.getReason().toString(), "its chain breaks the rules of X.509"));
    } catch (GeneralSecurityException e) {
      throw AccessRefusal.of(
          "the certificate cannot be checked: %s", "this JVM cannot read its chain");
    }
  }

  /** A client may send the authority itself as well; a path ends just before it. */
  private List<X509Certificate> belowAuthority(List<X509Certificate> chain) {
    return chain.stream()
        .takeWhile(certificate -> !authorities.contains(certificate))
        .toList();
  }

  private static boolean isCurrent(X509Certificate authority, Instant now) {
    return !now.isBefore(authority.getNotBefore().toInstant())
        && !now.isAfter(authority.getNotAfter().toInstant());
  }

  /** Refuses a certificate whose subject does not have exactly one CN, or has another identity's. */
  private static void requireSubject(TwinAddress address, X509Certificate certificate) {
    List<String> names = commonNames(certificate);
    if (names.size() != 1) {
      throw AccessRefusal.of(
          "the certificate's subject has %d CNs; it must have one, '%s'", names.size(), address);
    }
    if (!names.get(0).equals(address.toString())) {
      throw AccessRefusal.of(
          "the certificate's CN is '%s', but the client says it is '%s'",
          ClientText.shown(names.get(0)), address);
    }
  }

  /** The CNs of all parts of the subject. A part may hold several; a CN that is not text counts as empty. */
  private static List<String> commonNames(X509Certificate certificate) {
    List<String> names = new ArrayList<>();
    try {
      for (Rdn part : new LdapName(certificate.getSubjectX500Principal().getName()).getRdns()) {
        Attribute commonName = part.toAttributes().get("CN");
        for (int i = 0; commonName != null && i < commonName.size(); i++) {
          names.add(commonName.get(i) instanceof String text ? text : "");
        }
      }
    } catch (NamingException e) {
      return List.of();
    }
    return names;
  }

  /** Refuses a certificate that restricts its use and does not allow client authentication. */
  private static void requireClientUse(X509Certificate certificate) {
    boolean[] usage = certificate.getKeyUsage();
    if (usage != null && !usage[DIGITAL_SIGNATURE]) {
      throw AccessRefusal.of("the certificate's key usage lacks digitalSignature");
    }
    try {
      List<String> purposes = certificate.getExtendedKeyUsage();
      if (purposes != null && Collections.disjoint(purposes, CLIENT_PURPOSES)) {
        throw AccessRefusal.of("the certificate's extended key usage lacks clientAuth");
      }
    } catch (CertificateParsingException e) {
      throw AccessRefusal.of("the certificate's extended key usage cannot be read");
    }
  }
}
