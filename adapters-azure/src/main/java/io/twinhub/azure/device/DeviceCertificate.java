package io.twinhub.azure.device;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;

/** The X.509 certificate of a device with its chain and its private key. */
public final class DeviceCertificate {
  private static final Pattern PRIVATE_KEY = Pattern.compile(
      "-----BEGIN ([A-Z ]*)PRIVATE KEY-----([A-Za-z0-9+/=\\s]*)-----END [A-Z ]*PRIVATE KEY-----");

  /** The store lives in memory only. */
  private static final char[] NO_PASSWORD = new char[0];

  private final KeyManagerFactory managers;

  private DeviceCertificate(KeyManagerFactory managers) {
    this.managers = managers;
  }

  /**
   * Reads two PEM files.
   *
   * @param certificate the device's certificate, followed by those of its issuers
   * @param key its private key, PKCS #8 without a password
   * @throws IOException if a file cannot be read
   * @throws IllegalArgumentException saying which file has the wrong format, never showing a key
   */
  public static DeviceCertificate read(Path certificate, Path key) throws IOException {
    return of(
        Files.readString(certificate, StandardCharsets.US_ASCII),
        Files.readString(key, StandardCharsets.US_ASCII));
  }

  /**
   * Reads the certificate and its key from PEM texts.
   *
   * @throws IllegalArgumentException as {@link #read}
   */
  public static DeviceCertificate of(String certificatePem, String keyPem) {
    Certificate[] chain = chain(certificatePem);
    PrivateKey key = key(keyPem, chain[0].getPublicKey().getAlgorithm());
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("device", key, NO_PASSWORD, chain);
      KeyManagerFactory managers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(store, NO_PASSWORD);
      return new DeviceCertificate(managers);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException(
          "the certificate, its issuers and the private key do not belong together", e);
    }
  }

  private static Certificate[] chain(String pem) {
    try {
      Collection<? extends Certificate> chain = CertificateFactory.getInstance("X.509")
          .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
      if (chain.isEmpty()) {
        throw new IllegalArgumentException("the certificate file contains no PEM certificate");
      }
      return chain.toArray(Certificate[]::new);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("the certificate file contains no PEM certificate", e);
    }
  }

  private static PrivateKey key(String pem, String algorithm) {
    Matcher found = PRIVATE_KEY.matcher(pem);
    if (!found.find()) {
      throw new IllegalArgumentException("the key file contains no PEM private key");
    }
    if (!found.group(1).isEmpty()) {
      throw new IllegalArgumentException(
          ("the key file contains a key of the form %sPRIVATE KEY; turn it into PKCS #8 without a"
                  + " password: openssl pkcs8 -topk8 -nocrypt")
              .formatted(found.group(1)));
    }
    try {
      return KeyFactory.getInstance(algorithm)
          .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(found.group(2))));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "the key file holds no %s key in PKCS #8, as the certificate needs".formatted(algorithm));
    }
  }

  /** For clients that build TLS themselves. */
  public KeyManagerFactory managers() {
    return managers;
  }
}
