package io.twinhub.conformance;

import io.twinhub.azure.device.DeviceCertificate;
import io.twinhub.bootstrap.config.TrustFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Certificates of devices and their authorities, made by the keytool of this JDK. */
final class TestCertificates {
  private static final String PASSWORD = "changeit";
  private static final int KEYTOOL_SECONDS_MAX = 30;

  private final Path folder;
  private final Path store;

  TestCertificates() throws IOException {
    folder = Files.createTempDirectory("twinhub-certificates");
    store = folder.resolve("keys.p12");
  }

  /** Makes an authority; the PEM file with its certificate. */
  Path authority(String name) throws IOException, InterruptedException {
    keytool("-genkeypair", "-alias", name, "-dname", "CN=" + name, "-ext", "bc:c=ca:true");
    Path pem = folder.resolve(name + ".pem");
    keytool("-exportcert", "-rfc", "-alias", name, "-file", pem.toString());
    return pem;
  }

  /** Makes a certificate for {@code deviceId}, signed by {@code authority}. */
  void signed(String deviceId, String authority) throws IOException, InterruptedException {
    keytool("-genkeypair", "-alias", deviceId, "-dname", "CN=" + deviceId, "-signer", authority);
  }

  /** Makes a certificate for {@code deviceId}, signed by itself. */
  void selfSigned(String deviceId) throws IOException, InterruptedException {
    keytool("-genkeypair", "-alias", deviceId, "-dname", "CN=" + deviceId);
  }

  private void keytool(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    if (arguments[0].equals("-genkeypair")) {
      command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1", "-validity", "2"));
    }
    command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
    Path said = folder.resolve("keytool.txt");
    Process process = new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(said.toFile())
        .start();
    if (!process.waitFor(KEYTOOL_SECONDS_MAX, TimeUnit.SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IllegalStateException(
          "%s failed: %s".formatted(command, Files.readString(said, StandardCharsets.UTF_8)));
    }
  }

  /** SHA-1, as Azure's portal asks for it. */
  String thumbprint(String deviceId) throws IOException, GeneralSecurityException {
    byte[] certificate = keys().getCertificate(deviceId).getEncoded();
    return HexFormat.of()
        .withUpperCase()
        .formatHex(MessageDigest.getInstance("SHA-1").digest(certificate));
  }

  /** TLS that shows the certificate of {@code deviceId} and trusts a hub. */
  SSLContext contextOf(String deviceId, TrustFiles hub)
      throws IOException, GeneralSecurityException {
    KeyStore own = KeyStore.getInstance("PKCS12");
    own.load(null, null);
    char[] password = PASSWORD.toCharArray();
    own.setKeyEntry(
        deviceId,
        keys().getKey(deviceId, password),
        password,
        keys().getCertificateChain(deviceId));
    KeyManagerFactory shown =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    shown.init(own, password);
    return context(shown.getKeyManagers(), hub);
  }

  /** TLS that shows no certificate and trusts a hub. */
  SSLContext trusting(TrustFiles hub) throws IOException, GeneralSecurityException {
    return context(new KeyManager[0], hub);
  }

  private static SSLContext context(KeyManager[] shown, TrustFiles hub)
      throws IOException, GeneralSecurityException {
    TrustManagerFactory trusted =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusted.init(hub.load());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(shown, trusted.getTrustManagers(), null);
    return context;
  }

  /** Certificate and key of {@code deviceId}, by way of PEM texts. */
  DeviceCertificate pem(String deviceId) throws IOException, GeneralSecurityException {
    KeyStore keys = keys();
    StringBuilder chain = new StringBuilder();
    for (Certificate certificate : keys.getCertificateChain(deviceId)) {
      chain.append(pem("CERTIFICATE", certificate.getEncoded()));
    }
    byte[] key = keys.getKey(deviceId, PASSWORD.toCharArray()).getEncoded();
    return DeviceCertificate.of(chain.toString(), pem("PRIVATE KEY", key));
  }

  private static String pem(String what, byte[] der) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(what, Base64.getMimeEncoder().encodeToString(der), what);
  }

  private KeyStore keys() throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    return keys;
  }
}
