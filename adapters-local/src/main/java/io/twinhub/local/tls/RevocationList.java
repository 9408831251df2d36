package io.twinhub.local.tls;

import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * The list of certificates that the hub's authority has revoked, which is always empty (X.509 v2, RFC 5280,
 * 5). Some clients refuse a certificate if they cannot fetch this list.
 */
public final class RevocationList {
  /** The media type of such a list in DER (RFC 2585, 4.2). */
  public static final String MEDIA_TYPE = "application/pkix-crl";

  /** How long a list is valid. */
  static final Duration LIFE = Duration.ofDays(7);

  private static final String DISTRIBUTION_POINTS = "2.5.29.31";
  private static final String NUMBER = "2.5.29.20";
  private static final int EXTENSIONS_TAG = 0xA0;
  private static final int POINT_TAG = 0xA0;
  private static final int FULL_NAME_TAG = 0xA0;
  private static final int URI_TAG = 0x86;
  private static final BigInteger VERSION_2 = BigInteger.ONE;

  private final KeyAndChain authority;

  RevocationList(KeyAndChain authority) {
    this.authority = authority;
  }

  /** Who signs the list. */
  KeyAndChain authority() {
    return authority;
  }

  /** The signed list as of {@code now}, valid for a week. */
  public byte[] der(Instant now) {
    try {
      Instant from = now.minus(CertificateWriter.BACKDATED);
      X509Certificate issuer = authority.certificate();
      byte[] body = Der.sequence(
          Der.integer(VERSION_2),
          CertificateWriter.algorithm(),
          issuer.getSubjectX500Principal().getEncoded(),
          Der.time(from),
          Der.time(from.plus(LIFE)),
          Der.tagged(
              EXTENSIONS_TAG,
              Der.sequence(
                  CertificateWriter.authorityKeyId(issuer),
                  CertificateWriter.extension(
                      NUMBER, false, Der.integer(BigInteger.valueOf(now.getEpochSecond()))))));
      return CertificateWriter.signed(body, authority.key());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK cannot sign with EC keys", e);
    }
  }

  /** The extension of a certificate that says where the list is (RFC 5280, 4.2.1.13). */
  static byte[] pointAt(URI list) {
    return CertificateWriter.extension(DISTRIBUTION_POINTS, false, points(list));
  }

  private static byte[] points(URI list) {
    byte[] uri = list.toString().getBytes(StandardCharsets.US_ASCII);
    byte[] name = Der.tagged(FULL_NAME_TAG, Der.tagged(URI_TAG, uri));
    return Der.sequence(Der.sequence(Der.tagged(POINT_TAG, name)));
  }

  /** Whether {@code certificate} gives {@code list} as the address of the list. */
  static boolean isNamedBy(X509Certificate certificate, URI list) {
    return Arrays.equals(
        certificate.getExtensionValue(DISTRIBUTION_POINTS), Der.octets(points(list)));
  }

  @Override
  public String toString() {
    return "RevocationList[" + authority + "]";
  }
}
