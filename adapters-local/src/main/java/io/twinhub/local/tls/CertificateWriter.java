package io.twinhub.local.tls;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Creates the two kinds of certificate that the hub needs (X.509 v3, RFC 5280). They have key identifiers
 * because strict verifiers, such as Python's since 3.13, insist on them.
 */
final class CertificateWriter {
  static final String SIGNATURE = "SHA256withECDSA";

  /** How long an authority is valid. */
  static final Duration AUTHORITY_LIFE = Duration.ofDays(3650);

  /** How long a server certificate is valid; the longest that Apple's verifier accepts. */
  static final Duration SERVER_LIFE = Duration.ofDays(825);

  /** Clients whose clocks are a little slow must accept a new certificate, too. */
  static final Duration BACKDATED = Duration.ofHours(1);

  private static final String AUTHORITY_NAME = "Twinhub local CA";
  private static final String SERVER_NAME = "localhost";
  private static final int SERIAL_BITS = 120;
  private static final BigInteger VERSION_3 = BigInteger.TWO;
  private static final int VERSION_TAG = 0xA0;
  private static final int EXTENSIONS_TAG = 0xA3;
  private static final int KEY_ID_TAG = 0x80;

  private static final String ECDSA_WITH_SHA256 = "1.2.840.10045.4.3.2";
  static final String COMMON_NAME = "2.5.4.3";
  private static final String SUBJECT_KEY_ID = "2.5.29.14";
  static final String KEY_USAGE = "2.5.29.15";
  private static final String SUBJECT_NAMES = "2.5.29.17";
  static final String BASIC_CONSTRAINTS = "2.5.29.19";
  private static final String AUTHORITY_KEY_ID = "2.5.29.35";
  static final String EXTENDED_KEY_USAGE = "2.5.29.37";
  private static final String SERVER_AUTHENTICATION = "1.3.6.1.5.5.7.3.1";

  /** Bits keyCertSign and cRLSign, written from the left. */
  static final byte SIGNS_CERTIFICATES = 0b0000_0110;

  /** Bit digitalSignature. */
  static final byte SIGNS_HANDSHAKES = (byte) 0b1000_0000;

  private final SecureRandom random = new SecureRandom();
  private final Instant now;

  CertificateWriter(Instant now) {
    this.now = now;
  }

  KeyAndChain authority() throws GeneralSecurityException {
    KeyPair pair = newPair();
    // A name of its own, so that a client never takes one hub's authority for another's.
    String name = AUTHORITY_NAME + " " + new BigInteger(Integer.SIZE, random).toString(16);
    List<byte[]> extensions = List.of(
        extension(BASIC_CONSTRAINTS, true, Der.sequence(Der.yes())),
        extension(KEY_USAGE, true, Der.bits(1, SIGNS_CERTIFICATES)),
        extension(SUBJECT_KEY_ID, false, Der.octets(keyId(pair.getPublic()))));
    byte[] body = body(
        List.of(
            name(name), validity(AUTHORITY_LIFE), name(name), pair.getPublic().getEncoded()),
        extensions);
    return new KeyAndChain(pair.getPrivate(), List.of(certificate(body, pair.getPrivate())));
  }

  /** @param revocations where clients find the list of revoked certificates */
  KeyAndChain server(KeyAndChain authority, SubjectNames names, URI revocations)
      throws GeneralSecurityException {
    return server(authority, names.encoded(), revocations);
  }

  /**
   * A server certificate.
   *
   * @param names the value of the extension for names
   */
  KeyAndChain server(KeyAndChain authority, byte[] names, URI revocations)
      throws GeneralSecurityException {
    return issued(
        authority,
        name(SERVER_NAME),
        List.of(
            extension(BASIC_CONSTRAINTS, true, Der.sequence()),
            extension(KEY_USAGE, true, Der.bits(7, SIGNS_HANDSHAKES)),
            extension(EXTENDED_KEY_USAGE, false, Der.sequence(Der.oid(SERVER_AUTHENTICATION))),
            extension(SUBJECT_NAMES, false, names),
            RevocationList.pointAt(revocations)));
  }

  /**
   * A certificate of {@code authority}.
   *
   * @param subject its name, encoded
   * @param own its extensions, other than those that identify keys
   */
  KeyAndChain issued(KeyAndChain authority, byte[] subject, List<byte[]> own)
      throws GeneralSecurityException {
    KeyPair pair = newPair();
    X509Certificate issuer = authority.certificate();
    List<byte[]> extensions = new ArrayList<>(own);
    extensions.add(extension(SUBJECT_KEY_ID, false, Der.octets(keyId(pair.getPublic()))));
    extensions.add(authorityKeyId(issuer));
    byte[] body = body(
        List.of(
            issuer.getSubjectX500Principal().getEncoded(),
            validity(SERVER_LIFE),
            subject,
            pair.getPublic().getEncoded()),
        extensions);
    X509Certificate certificate = certificate(body, authority.key());
    List<X509Certificate> chain = new ArrayList<>(authority.chain());
    chain.add(0, certificate);
    return new KeyAndChain(pair.getPrivate(), chain);
  }

  /** The extension that says which of an issuer's keys signed. */
  static byte[] authorityKeyId(X509Certificate issuer) throws GeneralSecurityException {
    return extension(
        AUTHORITY_KEY_ID,
        false,
        Der.sequence(Der.tagged(KEY_ID_TAG, keyId(issuer.getPublicKey()))));
  }

  /** The part that is signed; {@code middle} is issuer, validity, subject and public key. */
  private byte[] body(List<byte[]> middle, List<byte[]> extensions) {
    List<byte[]> parts = new ArrayList<>();
    parts.add(Der.tagged(VERSION_TAG, Der.integer(VERSION_3)));
    parts.add(Der.integer(new BigInteger(SERIAL_BITS, random).add(BigInteger.ONE)));
    parts.add(algorithm());
    parts.addAll(middle);
    parts.add(Der.tagged(EXTENSIONS_TAG, Der.sequence(extensions.toArray(new byte[0][]))));
    return Der.sequence(parts.toArray(new byte[0][]));
  }

  private byte[] validity(Duration life) {
    Instant from = now.minus(BACKDATED);
    return Der.sequence(Der.time(from), Der.time(from.plus(life)));
  }

  private static X509Certificate certificate(byte[] body, PrivateKey by)
      throws GeneralSecurityException {
    return (X509Certificate) CertificateFactory.getInstance("X.509")
        .generateCertificate(new ByteArrayInputStream(signed(body, by)));
  }

  /** The signed body, the algorithm and the signature, encoded. */
  static byte[] signed(byte[] body, PrivateKey by) throws GeneralSecurityException {
    Signature signature = Signature.getInstance(SIGNATURE);
    signature.initSign(by);
    signature.update(body);
    return Der.sequence(body, algorithm(), Der.bits(signature.sign()));
  }

  /** The signature algorithm, encoded. */
  static byte[] algorithm() {
    return Der.sequence(Der.oid(ECDSA_WITH_SHA256));
  }

  private KeyPair newPair() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"), random);
    return generator.generateKeyPair();
  }

  static byte[] extension(String oid, boolean critical, byte[] value) {
    return critical
        ? Der.sequence(Der.oid(oid), Der.yes(), Der.octets(value))
        : Der.sequence(Der.oid(oid), Der.octets(value));
  }

  static byte[] name(String commonName) {
    return Der.sequence(Der.set(Der.sequence(Der.oid(COMMON_NAME), Der.utf8(commonName))));
  }

  /** Any value that differs between keys will do (RFC 5280, 4.2.1.2). */
  private static byte[] keyId(PublicKey key) throws GeneralSecurityException {
    return MessageDigest.getInstance("SHA-1").digest(key.getEncoded());
  }
}
