package io.twinhub.bootstrap.config;

import io.twinhub.azure.device.HubTrust;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Which certificates are trusted when a hub is called: those that this JVM trusts, and those of the user's
 * own hubs.
 */
public final class Trust {
  private Trust() {}

  /**
   * Trusts what this JVM trusts, the hubs that run here, and further authorities.
   *
   * @param authorities PEM files
   * @throws IOException with a message for the user, if a file cannot be read
   */
  public static HubTrust of(List<HubFacts> running, List<Path> authorities)
      throws IOException, GeneralSecurityException {
    return with(wellKnown(), running, authorities);
  }

  /**
   * Trusts only the hubs that run here, and further authorities. To read what the JVM trusts takes longer
   * than most commands.
   *
   * @param authorities PEM files
   * @throws IOException with a message for the user, if a file cannot be read
   */
  public static HubTrust ofOwn(List<HubFacts> running, List<Path> authorities)
      throws IOException, GeneralSecurityException {
    return with(empty(), running, authorities);
  }

  private static HubTrust with(KeyStore store, List<HubFacts> running, List<Path> authorities)
      throws IOException, GeneralSecurityException {
    List<Path> files = new ArrayList<>(authorities);
    running.forEach(hub -> files.add(hub.trust().ca()));
    int number = 0;
    for (Path file : files) {
      for (Certificate authority : certificates(file)) {
        store.setCertificateEntry("own-" + number++, authority);
      }
    }
    return HubTrust.of(store);
  }

  private static KeyStore empty() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static KeyStore wellKnown() throws IOException, GeneralSecurityException {
    KeyStore store = empty();
    int number = 0;
    for (X509Certificate known : TrustFiles.wellKnown()) {
      store.setCertificateEntry("known-" + number++, known);
    }
    return store;
  }

  private static Collection<? extends Certificate> certificates(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      Collection<? extends Certificate> found =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (found.isEmpty()) {
        throw new CertificateException("it holds none");
      }
      return found;
    } catch (IOException | CertificateException e) {
      throw new IOException("cannot read a certificate from " + file, e);
    }
  }
}
