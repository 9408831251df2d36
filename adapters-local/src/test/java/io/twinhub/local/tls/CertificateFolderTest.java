package io.twinhub.local.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The hub's certificates, as clients check them and as they outlive a restart. */
class CertificateFolderTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final SubjectNames USUAL = SubjectNames.and(List.of());

  private static final URI LIST = URI.create("http://127.0.0.1:8280/ca.crl");

  @TempDir
  private Path parent;

  private Path folder() {
    return parent.resolve("tls");
  }

  private ServerCertificate open() {
    return CertificateFolder.open(folder(), USUAL, LIST, NOW);
  }

  @Nested
  class A_new_folder {
    @Test
    void gets_a_chain_that_a_verifier_accepts() throws Exception {
      ServerCertificate made = open();
      X509Certificate authority = made.chain().get(1);
      PKIXParameters trust = new PKIXParameters(Set.of(new TrustAnchor(authority, null)));
      trust.setRevocationEnabled(false);
      trust.setDate(Date.from(NOW));
      CertPathValidator.getInstance("PKIX")
          .validate(
              CertificateFactory.getInstance("X.509")
                  .generateCertPath(List.of(made.chain().get(0))),
              trust);
    }

    @Test
    void gets_a_certificate_for_every_address_of_this_machine() throws Exception {
      assertThat(open().chain().get(0).getSubjectAlternativeNames())
          .containsExactlyInAnyOrder(
              List.of(7, "127.0.0.1"), List.of(7, "0:0:0:0:0:0:0:1"), List.of(2, "localhost"));
    }

    @Test
    void gets_an_authority_for_ten_years_and_a_server_for_825_days() {
      List<X509Certificate> chain = open().chain();
      assertThat(life(chain.get(0))).isEqualTo(Duration.ofDays(825));
      assertThat(life(chain.get(1))).isEqualTo(Duration.ofDays(3650));
    }

    @Test
    void is_closed_to_everybody_else() throws IOException {
      open();
      assertThat(permissions(folder())).isEqualTo("rwx------");
      assertThat(permissions(folder().resolve("ca-private.pem"))).isEqualTo("rw-------");
      assertThat(permissions(folder().resolve("server-private.pem"))).isEqualTo("rw-------");
    }

    @Test
    void offers_the_authority_as_pem_and_as_trust_store() throws Exception {
      ServerCertificate made = open();
      assertThat(folder().resolve("ca.pem")).hasContent(made.authorityPem());
      KeyStore store = KeyStore.getInstance("JKS");
      try (InputStream in = Files.newInputStream(folder().resolve("trust.jks"))) {
        store.load(in, "changeit".toCharArray());
      }
      assertThat(store.getCertificate("twinhub")).isEqualTo(made.chain().get(1));
    }

    @Test
    void shows_no_key_in_words() {
      assertThat(open()).hasToString("ServerCertificate[CN=localhost]");
    }
  }

  @Nested
  class A_second_start {
    @Test
    void shows_the_same_certificate() {
      assertThat(open().chain()).isEqualTo(open().chain());
    }

    @Test
    void closes_a_key_that_was_opened_to_others() throws IOException {
      open();
      Path key = folder().resolve("server-private.pem");
      Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
      open();
      assertThat(permissions(key)).isEqualTo("rw-------");
    }

    @Test
    void with_another_name_makes_a_server_certificate_of_the_same_authority() throws Exception {
      ServerCertificate before = open();
      ServerCertificate after = CertificateFolder.open(
          folder(), SubjectNames.and(List.of("Hub.Test", "10.1.2.3")), LIST, NOW);
      assertThat(after.authorityPem()).isEqualTo(before.authorityPem());
      assertThat(after.chain().get(0).getSubjectAlternativeNames())
          .contains(List.of(2, "hub.test"), List.of(7, "10.1.2.3"));
    }

    @Test
    void with_fewer_names_keeps_the_certificate() {
      ServerCertificate before =
          CertificateFolder.open(folder(), SubjectNames.and(List.of("hub.test")), LIST, NOW);
      assertThat(open().chain()).isEqualTo(before.chain());
    }

    @Test
    void with_another_admin_port_makes_a_server_certificate_of_the_same_authority()
        throws Exception {
      ServerCertificate before = open();
      URI moved = URI.create("http://127.0.0.1:9000/ca.crl");
      ServerCertificate after = CertificateFolder.open(folder(), USUAL, moved, NOW);
      assertThat(after.authorityPem()).isEqualTo(before.authorityPem());
      assertThat(after.chain().get(0)).isNotEqualTo(before.chain().get(0));
      assertThat(CertificateFolder.open(folder(), USUAL, moved, NOW).chain())
          .isEqualTo(after.chain());
    }

    @Test
    void near_the_end_of_the_server_certificate_renews_it() {
      ServerCertificate before = open();
      ServerCertificate after =
          CertificateFolder.open(folder(), USUAL, LIST, NOW.plus(Duration.ofDays(800)));
      assertThat(after.authorityPem()).isEqualTo(before.authorityPem());
      assertThat(after.chain().get(0)).isNotEqualTo(before.chain().get(0));
    }

    @Test
    void near_the_end_of_the_authority_renews_everything() {
      ServerCertificate before = open();
      ServerCertificate after =
          CertificateFolder.open(folder(), USUAL, LIST, NOW.plus(Duration.ofDays(3640)));
      assertThat(after.authorityPem()).isNotEqualTo(before.authorityPem());
      assertThat(folder().resolve("ca.pem")).hasContent(after.authorityPem());
    }
  }

  @Nested
  class A_damaged_file {
    @ParameterizedTest
    @ValueSource(
        strings = {"", "garbage", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"})
    void stops_the_hub_and_stays_as_it_is(String text) throws IOException {
      open();
      Path file = folder().resolve("ca-private.pem");
      Files.writeString(file, text);
      assertThatThrownBy(CertificateFolderTest.this::open)
          .isInstanceOf(CertificateProblem.class)
          .hasMessageStartingWith("certificate file " + file + ": damaged (")
          .hasMessageEndingWith("; restore it, or delete the whole folder; clients must then trust"
              + " the new ca.pem");
      assertThat(file).hasContent(text);
    }

    @Test
    void that_can_be_made_again_may_be_deleted() throws IOException {
      open();
      Path file = folder().resolve("server-private.pem");
      Files.writeString(file, "garbage");
      assertThatThrownBy(CertificateFolderTest.this::open)
          .hasMessage(
              "certificate file " + file + ": damaged (it holds no certificate); restore it,"
                  + " or delete it and the hub makes a new one");
      Files.delete(file);
      assertThat(open().chain()).hasSize(2);
    }

    @Test
    void may_be_a_key_of_another_certificate() throws IOException {
      open();
      Path file = folder().resolve("ca-private.pem");
      String key = Files.readString(folder().resolve("server-private.pem"))
          .split("(?<=END PRIVATE KEY-----\n)", -1)[0];
      Files.writeString(file, key + Files.readString(folder().resolve("ca.pem")));
      assertThatThrownBy(CertificateFolderTest.this::open)
          .hasMessageContaining("damaged (its key does not belong to its certificate)");
    }

    @Test
    void may_be_the_server_certificate_of_another_authority() throws IOException {
      open();
      Path other = parent.resolve("other");
      CertificateFolder.open(other, USUAL, LIST, NOW);
      Files.copy(
          other.resolve("server-private.pem"),
          folder().resolve("server-private.pem"),
          StandardCopyOption.REPLACE_EXISTING);
      assertThatThrownBy(CertificateFolderTest.this::open)
          .isInstanceOf(CertificateProblem.class)
          .hasMessageContaining("server-private.pem: damaged (");
    }

    @Test
    void may_be_the_copy_for_clients() throws IOException {
      open();
      Path file = folder().resolve("ca.pem");
      Files.writeString(file, "something else");
      assertThatThrownBy(CertificateFolderTest.this::open)
          .hasMessage("certificate file " + file + ": it does not hold the certificate of"
              + " ca-private.pem; delete it, and the hub writes it again");
    }
  }

  @Test
  void a_folder_that_is_a_file_is_a_problem_with_a_name() throws IOException {
    Files.writeString(folder(), "");
    assertThatThrownBy(this::open)
        .isInstanceOf(CertificateProblem.class)
        .hasMessageContaining(folder().toString())
        .hasMessageEndingWith("check the folder's permissions");
  }

  @Test
  void in_memory_each_hub_has_an_authority_of_its_own() {
    ServerCertificate one = ServerCertificate.inMemory(USUAL, LIST, NOW);
    ServerCertificate other = ServerCertificate.inMemory(USUAL, LIST, NOW);
    assertThat(one.authorityPem()).startsWith("-----BEGIN CERTIFICATE-----\n");
    assertThat(one.chain().get(1).getSubjectX500Principal())
        .isNotEqualTo(other.chain().get(1).getSubjectX500Principal());
  }

  @Test
  void a_certificate_beyond_2050_can_be_read() {
    Instant late = Instant.parse("2049-12-31T12:00:00Z");
    X509Certificate made = ServerCertificate.inMemory(USUAL, LIST, late).chain().get(0);
    assertThat(made.getNotBefore().toInstant()).isEqualTo(late.minus(Duration.ofHours(1)));
    assertThat(life(made)).isEqualTo(Duration.ofDays(825));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a b", "http://hub", "hub/x", "-hub", "hub..test", "hub:443x", "1.2.3.4.5"})
  void a_name_that_no_client_can_ask_for_is_refused(String name) {
    assertThatThrownBy(() -> SubjectNames.and(List.of(name)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("'" + name + "' is ");
  }

  private static Duration life(X509Certificate certificate) {
    return Duration.between(
        certificate.getNotBefore().toInstant(), certificate.getNotAfter().toInstant());
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
