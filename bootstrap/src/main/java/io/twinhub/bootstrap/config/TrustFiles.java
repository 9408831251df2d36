package io.twinhub.bootstrap.config;

import io.twinhub.local.files.OwnerOnly;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * The files that make clients trust a hub's certificate. Bundle and store also hold the authorities that this
 * JVM trusts, so that a shell that uses them still reaches other servers.
 *
 * @param ca the hub's own certificate authority, PEM
 * @param bundle that authority and the well-known ones, PEM, for Python and curl
 * @param javaStore the same as a store in the format JKS, for JVMs: one in the format PKCS #12 takes 20,000 rounds of
 *     hashing to write at each start
 */
public record TrustFiles(Path ca, Path bundle, Path javaStore) {

  /**
   * The password of {@link #javaStore()}. The store holds no secret, but JVMs do not read a store without a
   * password.
   */
  public static final String STORE_PASSWORD = "changeit";

  /** The format of {@link #javaStore()}. */
  public static final String STORE_TYPE = "JKS";

  private static final List<X509Certificate> WELL_KNOWN = new ArrayList<>();

  /** The trust files in a folder. */
  public static TrustFiles in(Path folder) {
    return new TrustFiles(
        folder.resolve("ca.pem"), folder.resolve("ca-bundle.pem"), folder.resolve("trust.jks"));
  }

  /**
   * Writes the files.
   *
   * @param authority the hub's own authority
   */
  public void write(X509Certificate authority) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(STORE_TYPE);
    store.load(null, null);
    store.setCertificateEntry("twinhub", authority);
    StringBuilder pem = new StringBuilder(pem(authority));
    int number = 0;
    for (X509Certificate known : wellKnown()) {
      store.setCertificateEntry("known-" + number++, known);
      pem.append(pem(known));
    }
    OwnerOnly.write(ca, pem(authority));
    OwnerOnly.write(bundle, pem.toString());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    store.store(bytes, STORE_PASSWORD.toCharArray());
    OwnerOnly.write(javaStore, bytes.toByteArray());
  }

  /**
   * Files that another thread writes, once they are there.
   *
   * @throws IOException if they could not be written
   */
  public static TrustFiles written(Future<TrustFiles> writing) throws IOException {
    try {
      return writing.get();
    } catch (ExecutionException failure) {
      throw new IOException(
          Optional.ofNullable(failure.getCause())
              .map(Throwable::getMessage)
              .orElse("the trust files cannot be written"),
          failure);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the trust files were written", e);
    }
  }

  /** The authorities that this JVM trusts; they are read once. */
  public static List<X509Certificate> wellKnown() throws GeneralSecurityException {
    synchronized (WELL_KNOWN) {
      if (WELL_KNOWN.isEmpty()) {
        WELL_KNOWN.addAll(List.of(read()));
      }
      return List.copyOf(WELL_KNOWN);
    }
  }

  private static X509Certificate[] read() throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init((KeyStore) null);
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509TrustManager known) {
        return known.getAcceptedIssuers();
      }
    }
    return new X509Certificate[0];
  }

  /** Loads the store. */
  public KeyStore load() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(STORE_TYPE);
    try (InputStream in = Files.newInputStream(javaStore)) {
      store.load(in, STORE_PASSWORD.toCharArray());
    }
    return store;
  }

  private static String pem(Certificate certificate) throws GeneralSecurityException {
    byte[] newline = "\n".getBytes(StandardCharsets.US_ASCII);
    return "-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
        .formatted(Base64.getMimeEncoder(64, newline).encodeToString(certificate.getEncoded()));
  }
}
