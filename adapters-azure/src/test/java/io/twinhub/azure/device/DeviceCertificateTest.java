package io.twinhub.azure.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.X509ExtendedKeyManager;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** PEM files of devices, made with the keytool of this JDK. */
class DeviceCertificateTest {
  private static final String PASSWORD = "changeit";

  @TempDir
  private static Path folder;

  private static KeyStore keys;

  @BeforeAll
  static void makeKeys() throws Exception {
    Path store = folder.resolve("keys.p12");
    keytool(store, "ec", "-keyalg", "EC", "-groupname", "secp256r1");
    keytool(store, "rsa", "-keyalg", "RSA", "-keysize", "2048");
    keytool(store, "ed", "-keyalg", "Ed25519");
    keytool(store, "leaf", "-keyalg", "EC", "-signer", "rsa");
    keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
  }

  private static void keytool(Path store, String alias, String... key)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
        "-genkeypair",
        "-alias",
        alias,
        "-dname",
        "CN=" + alias,
        "-keystore",
        store.toString(),
        "-storepass",
        PASSWORD));
    command.addAll(List.of(key));
    Process process = new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("keytool.txt").toFile())
        .start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue())
        .as(Files.readString(folder.resolve("keytool.txt")))
        .isZero();
  }

  private static String pem(String what, byte[] der) {
    String lines =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(der);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, lines, what);
  }

  private static String certificate(String alias) throws Exception {
    return pem("CERTIFICATE", keys.getCertificate(alias).getEncoded());
  }

  private static String key(String alias) throws Exception {
    return pem("PRIVATE KEY", keys.getKey(alias, PASSWORD.toCharArray()).getEncoded());
  }

  @ParameterizedTest
  @CsvSource({"ec, EC", "rsa, RSA", "ed, EdDSA"})
  void certificate_and_key_are_shown_together(String alias, String type) throws Exception {
    Path certificateFile = Files.writeString(folder.resolve(alias + ".pem"), certificate(alias));
    Path keyFile = Files.writeString(folder.resolve(alias + ".key"), "hello\n" + key(alias));
    DeviceCertificate read = DeviceCertificate.read(certificateFile, keyFile);
    X509ExtendedKeyManager manager = (X509ExtendedKeyManager) read.managers().getKeyManagers()[0];
    String shown = manager.chooseEngineClientAlias(new String[] {type}, null, null);
    Certificate first = manager.getCertificateChain(shown)[0];
    assertThat(first).isEqualTo(keys.getCertificate(alias));
    assertThat(manager.getPrivateKey(shown).getEncoded())
        .isEqualTo(keys.getKey(alias, PASSWORD.toCharArray()).getEncoded());
  }

  @Test
  void issuers_follow_the_certificate() throws Exception {
    DeviceCertificate read =
        DeviceCertificate.of(certificate("leaf") + certificate("rsa"), key("leaf"));
    X509ExtendedKeyManager manager = (X509ExtendedKeyManager) read.managers().getKeyManagers()[0];
    String shown = manager.chooseEngineClientAlias(new String[] {"EC"}, null, null);
    assertThat(manager.getCertificateChain(shown)).hasSize(2);
  }

  @Test
  void what_is_wrong_with_a_file_is_said() throws Exception {
    String certificate = certificate("ec");
    assertThatThrownBy(() -> DeviceCertificate.of("hello", key("ec")))
        .hasMessage("the certificate file contains no PEM certificate");
    assertThatThrownBy(() -> DeviceCertificate.of("", key("ec")))
        .hasMessage("the certificate file contains no PEM certificate");
    assertThatThrownBy(() -> DeviceCertificate.of(certificate + certificate("rsa"), key("ec")))
        .hasMessage("the certificate, its issuers and the private key do not belong together");
    assertThatThrownBy(() -> DeviceCertificate.of(certificate, "hello"))
        .hasMessage("the key file contains no PEM private key");
    assertThatThrownBy(() -> DeviceCertificate.of(certificate, key("rsa")))
        .hasMessage("the key file holds no EC key in PKCS #8, as the certificate needs");
    assertThatThrownBy(() -> DeviceCertificate.of(certificate, pem("RSA PRIVATE KEY", new byte[9])))
        .hasMessage("the key file contains a key of the form RSA PRIVATE KEY; turn it into PKCS #8"
            + " without a password: openssl pkcs8 -topk8 -nocrypt");
    assertThatThrownBy(() -> DeviceCertificate.read(folder.resolve("none"), folder.resolve("none")))
        .isInstanceOf(IOException.class);
  }
}
