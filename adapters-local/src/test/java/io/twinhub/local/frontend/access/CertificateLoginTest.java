package io.twinhub.local.frontend.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.domain.identity.Authentication;
import io.twinhub.domain.identity.DeviceStatus;
import io.twinhub.domain.identity.Thumbprint;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.local.tls.TestAuthority;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Devices that show a certificate instead of a token. */
class CertificateLoginTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final TwinAddress ALPHA = TwinAddress.device("alpha");
  private static final TwinAddress CAMERA = TwinAddress.module("alpha", "camera");

  private final TestAuthority authority = new TestAuthority(NOW);
  private final Registry registry = new Registry();
  private final Authenticator authenticator = at(NOW);

  private Authenticator at(Instant now) {
    return new Authenticator(
        registry,
        InstantSource.fixed(now),
        new TrustedIssuers(List.of(authority.certificate()), List.of()));
  }

  private AuthenticatedDevice device(TwinAddress claimed, List<X509Certificate> chain) {
    return authenticator.device(claimed, Optional.empty(), chain);
  }

  private static String hex(String algorithm, X509Certificate certificate) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance(algorithm).digest(certificate.getEncoded()));
  }

  @Nested
  class By_thumbprint {
    private final List<X509Certificate> chain = authority.chainFor("whoever");

    private void expect(Optional<String> primary, Optional<String> secondary) {
      registry.with(
          ALPHA,
          new Authentication.SelfSigned(
              primary.map(Thumbprint::new), secondary.map(Thumbprint::new)),
          DeviceStatus.ENABLED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHA-1", "SHA-256"})
    void a_device_gets_in_whatever_the_digest(String algorithm) throws Exception {
      expect(Optional.of(hex(algorithm, chain.get(0))), Optional.empty());
      assertThat(device(ALPHA, chain).principal().address()).isEqualTo(ALPHA);
      assertThat(device(ALPHA, chain).until()).isEmpty();
    }

    @Test
    void the_second_one_counts_and_case_does_not() throws Exception {
      expect(
          Optional.of("0".repeat(40)),
          Optional.of(hex("SHA-1", chain.get(0)).toUpperCase(Locale.ROOT)));
      assertThat(device(ALPHA, chain).principal().address()).isEqualTo(ALPHA);
    }

    @Test
    void an_empty_password_is_no_token() throws Exception {
      expect(Optional.of(hex("SHA-1", chain.get(0))), Optional.empty());
      assertThat(authenticator.device(ALPHA, Optional.of(""), chain).until()).isEmpty();
    }

    @Test
    void another_certificate_is_refused_with_both_thumbprints() throws Exception {
      expect(Optional.of("0".repeat(40)), Optional.empty());
      assertThatThrownBy(() -> device(ALPHA, chain))
          .hasMessage(
              "Thumbprint does not match configuration: Thumbprint: SHA1Hash=%s,"
                  + " SHA2Hash=%s; Configuration: PrimaryThumbprint=%s, SecondaryThumbprint=none",
              hex("SHA-1", chain.get(0)).toUpperCase(Locale.ROOT),
              hex("SHA-256", chain.get(0)).toUpperCase(Locale.ROOT),
              "0".repeat(40));
    }

    @Test
    void the_certificate_above_does_not_count() throws Exception {
      expect(Optional.of(hex("SHA-1", chain.get(1))), Optional.empty());
      assertThatThrownBy(() -> device(ALPHA, chain)).hasMessageStartingWith("Thumbprint does not");
    }
  }

  @Nested
  class By_authority {
    private static final String TWO =
        "the certificate's subject has 2 CNs; it must have one, 'alpha'";

    @Test
    void a_device_gets_in_if_the_certificate_names_it() {
      registry.with(ALPHA, new Authentication.CertificateAuthority(), DeviceStatus.ENABLED);
      assertThat(device(ALPHA, authority.chainFor("alpha")).principal().address())
          .isEqualTo(ALPHA);
    }

    @Test
    void the_authority_need_not_be_sent_along() {
      registry.with(ALPHA, new Authentication.CertificateAuthority(), DeviceStatus.ENABLED);
      assertThat(device(ALPHA, authority.chainFor("alpha").subList(0, 1)).until())
          .isEmpty();
    }

    @Test
    void a_module_is_named_with_its_device() {
      registry
          .with(ALPHA)
          .with(CAMERA, new Authentication.CertificateAuthority(), DeviceStatus.ENABLED);
      assertThat(device(CAMERA, authority.chainFor("alpha/camera")).principal().address())
          .isEqualTo(CAMERA);
    }

    @Test
    void a_certificate_of_another_device_is_refused() {
      registry.with(ALPHA, new Authentication.CertificateAuthority(), DeviceStatus.ENABLED);
      assertThatThrownBy(() -> device(ALPHA, authority.chainFor("beta")))
          .hasMessage("the certificate's CN is 'beta', but the client says it is 'alpha'");
    }

    @Test
    void a_certificate_of_a_strange_authority_is_refused() {
      registry.with(ALPHA, new Authentication.CertificateAuthority(), DeviceStatus.ENABLED);
      assertThatThrownBy(() -> device(ALPHA, new TestAuthority(NOW).chainFor("alpha")))
          .hasMessageStartingWith(
              "the certificate was not issued by an authority that the hub trusts: none of those signed it");
    }

    @Test
    void an_authority_is_no_device_certificate() {
      registry.with(ALPHA, new Authentication.CertificateAuthority(), DeviceStatus.ENABLED);
      String name = authority.certificate().getSubjectX500Principal().getName().substring(3);
      assertThatThrownBy(() -> device(ALPHA, List.of(authority.certificate())))
          .hasMessage("the certificate's CN is '%s', but the client says it is 'alpha'", name);
    }

    @Test
    void an_expired_certificate_is_refused() {
      registry.with(ALPHA, new Authentication.CertificateAuthority(), DeviceStatus.ENABLED);
      Authenticator later = at(NOW.plus(Duration.ofDays(826)));
      assertThatThrownBy(() -> later.device(ALPHA, Optional.empty(), authority.chainFor("alpha")))
          .hasMessageStartingWith(
              "the certificate was not issued by an authority that the hub trusts: a certificate of its chain has expired");
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        nullValues = "-",
        value = {
          "-128 | - | -",
          "-128 | 1.3.6.1.5.5.7.3.2 | -",
          "-128 | 1.3.6.1.5.5.7.3.1 1.3.6.1.5.5.7.3.2 | -",
          "-128 | 2.5.29.37.0 | -",
          "-128 | 1.3.6.1.5.5.7.3.1 | the certificate's extended key usage lacks clientAuth",
          "-128 | 1.3.6.1.5.5.7.3.4 | the certificate's extended key usage lacks clientAuth",
          "32 | 1.3.6.1.5.5.7.3.2 | the certificate's key usage lacks digitalSignature",
          "6 | - | the certificate's key usage lacks digitalSignature"
        })
    void a_certificate_must_be_for_clients_if_it_says_what_it_is_for(
        byte keyUsage, @Nullable String purposes, @Nullable String refusal) {
      registry.with(ALPHA, new Authentication.CertificateAuthority(), DeviceStatus.ENABLED);
      String[] oids = purposes == null ? new String[0] : purposes.split(" ", -1);
      List<X509Certificate> chain = authority.chainFor("alpha", keyUsage, oids);
      if (refusal == null) {
        assertThat(device(ALPHA, chain).principal().address()).isEqualTo(ALPHA);
      } else {
        assertThatThrownBy(() -> device(ALPHA, chain)).hasMessage(refusal);
      }
    }

    static Stream<Arguments> subjects() {
      return Stream.of(
          Arguments.of(List.of(List.of("alpha")), ""),
          Arguments.of(List.of(List.of("beta"), List.of("alpha")), TWO),
          Arguments.of(List.of(List.of("alpha"), List.of("beta")), TWO),
          Arguments.of(List.of(List.of("alpha"), List.of("alpha")), TWO),
          Arguments.of(List.of(List.of("alpha", "beta")), TWO),
          Arguments.of(
              List.of(List.of("Alpha")),
              "the certificate's CN is 'Alpha', but the client says it is 'alpha'"),
          Arguments.of(
              List.of(List.of("alpha/camera")),
              "the certificate's CN is 'alpha/camera', but the client says it is 'alpha'"));
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void a_subject_has_one_name_which_is_the_id(List<List<String>> parts, String refusal) {
      registry.with(ALPHA, new Authentication.CertificateAuthority(), DeviceStatus.ENABLED);
      List<X509Certificate> chain = authority.chainForParts(parts);
      if (refusal.isEmpty()) {
        assertThat(device(ALPHA, chain).principal().address()).isEqualTo(ALPHA);
      } else {
        assertThatThrownBy(() -> device(ALPHA, chain)).hasMessage(refusal);
      }
    }

    @Test
    void a_subject_without_a_name_is_nobody() {
      registry.with(ALPHA, new Authentication.CertificateAuthority(), DeviceStatus.ENABLED);
      assertThatThrownBy(() -> device(ALPHA, authority.chainForOrganization("alpha")))
          .hasMessage("the certificate's subject has 0 CNs; it must have one, 'alpha'");
    }

    @Test
    void an_authority_in_between_counts_if_it_is_sent_along() {
      registry.with(ALPHA, new Authentication.CertificateAuthority(), DeviceStatus.ENABLED);
      List<X509Certificate> chain = authority.below(true).chainFor("alpha");
      assertThat(chain).hasSize(3);
      assertThat(device(ALPHA, chain).principal().address()).isEqualTo(ALPHA);
      assertThatThrownBy(() -> device(ALPHA, chain.subList(0, 1)))
          .hasMessageContaining("none of those signed it");
    }

    @Test
    void a_device_vouches_for_nobody() {
      registry.with(ALPHA, new Authentication.CertificateAuthority(), DeviceStatus.ENABLED);
      List<X509Certificate> chain = authority.below(false).chainFor("alpha");
      assertThatThrownBy(() -> device(ALPHA, chain))
          .hasMessageContaining("a certificate of its chain is not an authority's");
    }

    @Test
    void an_authority_that_has_expired_vouches_for_nobody() {
      registry.with(ALPHA, new Authentication.CertificateAuthority(), DeviceStatus.ENABLED);
      Authenticator later = at(NOW.plus(Duration.ofDays(3651)));
      List<X509Certificate> chain = authority.chainFor("alpha");
      assertThatThrownBy(() -> later.device(ALPHA, Optional.empty(), chain))
          .hasMessage("every certificate authority that the hub trusts has expired");
    }

    @Test
    void a_hub_without_authorities_refuses_and_says_so() {
      registry.with(ALPHA, new Authentication.CertificateAuthority(), DeviceStatus.ENABLED);
      Authenticator trusting =
          new Authenticator(registry, InstantSource.fixed(NOW), TrustedIssuers.inNobody());
      assertThatThrownBy(
              () -> trusting.device(ALPHA, Optional.empty(), authority.chainFor("alpha")))
          .hasMessage("the hub trusts no certificate authority for devices");
    }
  }

  @Test
  void a_device_with_keys_must_show_a_token() {
    registry.with(ALPHA);
    assertThatThrownBy(() -> device(ALPHA, authority.chainFor("alpha")))
        .hasMessage(
            "'alpha' has authentication type sas, but presented a certificate and no token");
  }

  @Test
  void a_disabled_device_is_refused() {
    registry.with(ALPHA, new Authentication.CertificateAuthority(), DeviceStatus.DISABLED);
    assertThatThrownBy(() -> device(ALPHA, authority.chainFor("alpha")))
        .hasMessage("the device 'alpha' is disabled");
  }

  @Test
  void a_stranger_is_refused() {
    assertThatThrownBy(() -> device(ALPHA, authority.chainFor("alpha")))
        .hasMessage("'alpha' is not registered");
  }
}
