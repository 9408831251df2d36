package io.twinhub.local.frontend.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.twinhub.domain.access.AccessError;
import io.twinhub.domain.access.DataAction;
import io.twinhub.domain.access.Principal;
import io.twinhub.domain.access.Role;
import io.twinhub.domain.error.HubException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Back ends with tokens of Microsoft Entra ID: who gets in, who does not, and what the log says of it. */
class BearerTokenTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final String TENANT = "https://sts.windows.net/t/";
  private static final RSAKey RSA = rsa("rsa-1");
  private static final ECKey EC = ec("ec-1", Curve.P_256);

  private final Authenticator authenticator =
      hub(TokenIssuer.of(TENANT, TokenIssuer.AUDIENCE, keySet()));

  private static Authenticator hub(TokenIssuer... issuers) {
    return new Authenticator(
        new Registry(), InstantSource.fixed(NOW), new TrustedIssuers(List.of(), List.of(issuers)));
  }

  private static String keySet() {
    return new JWKSet(List.of(RSA.toPublicJWK(), EC.toPublicJWK())).toString();
  }

  private static RSAKey rsa(String id) {
    try {
      return new RSAKeyGenerator(2048).keyID(id).generate();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  private static ECKey ec(String id, Curve curve) {
    try {
      return new ECKeyGenerator(curve).keyID(id).generate();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  private static JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer(TENANT)
        .audience(TokenIssuer.AUDIENCE)
        .claim("oid", "6f2c")
        .claim("roles", List.of("IoT Hub Data Reader"))
        .expirationTime(Date.from(NOW.plusSeconds(600)));
  }

  private static String signed(JWSHeader header, JWSSigner signer, JWTClaimsSet claims)
      throws JOSEException {
    SignedJWT token = new SignedJWT(header, claims);
    token.sign(signer);
    return "Bearer " + token.serialize();
  }

  private static JWSHeader header(JWSAlgorithm algorithm, String key) {
    return new JWSHeader.Builder(algorithm).keyID(key).build();
  }

  private static String byRsa(UnaryOperator<JWTClaimsSet.Builder> change) throws JOSEException {
    return signed(
        header(JWSAlgorithm.RS256, "rsa-1"),
        new RSASSASigner(RSA),
        change.apply(claims()).build());
  }

  private Principal service(String authorization) {
    return authenticator.service(authorization, List.of("twins", "alpha"));
  }

  private void assertRefused(String authorization, String message) {
    assertThatThrownBy(() -> service(authorization))
        .isInstanceOfSatisfying(
            HubException.class,
            refusal ->
                assertThat(refusal.error()).isEqualTo(new AccessError.NotAuthenticated(message)));
  }

  @Nested
  class Let_in {
    @Test
    void by_a_token_of_an_rsa_key() throws Exception {
      assertThat(service(byRsa(c -> c)))
          .isEqualTo(new Principal.EntraUser("6f2c", Role.DATA_READER.actions()));
    }

    @Test
    void by_a_token_of_an_elliptic_key_that_names_no_key() throws Exception {
      JWSHeader header = new JWSHeader(JWSAlgorithm.ES256);
      assertThat(service(signed(header, new ECDSASigner(EC), claims().build())))
          .isEqualTo(new Principal.EntraUser("6f2c", Role.DATA_READER.actions()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://iothubs.azure.net", "https://iothubs.azure.net/"})
    void whether_the_audience_ends_with_a_slash_or_not(String audience) throws Exception {
      assertThat(service(byRsa(c -> c.audience(List.of("other", audience)))))
          .isInstanceOf(Principal.EntraUser.class);
    }

    @Test
    void within_five_minutes_after_the_end_and_before_the_beginning() throws Exception {
      Date end = Date.from(NOW.minus(Duration.ofMinutes(5)));
      Date beginning = Date.from(NOW.plus(Duration.ofMinutes(5)));
      assertThat(service(byRsa(c -> c.expirationTime(end).notBeforeTime(beginning))))
          .isInstanceOf(Principal.EntraUser.class);
    }

    @ParameterizedTest
    @CsvSource({"appid, a", "azp, z", "sub, s"})
    void under_the_name_that_the_token_has(String claim, String name) throws Exception {
      assertThat(service(byRsa(c -> c.claim("oid", null).claim(claim, name))))
          .isEqualTo(new Principal.EntraUser(name, Role.DATA_READER.actions()));
    }

    @Test
    void without_any_right_if_the_token_names_no_role() throws Exception {
      assertThat(service(byRsa(c -> c.claim("roles", null))))
          .isEqualTo(new Principal.EntraUser("6f2c", Set.of()));
      assertThat(service(byRsa(c -> c.claim("roles", List.of("Owner")))))
          .isEqualTo(new Principal.EntraUser("6f2c", Set.of()));
    }

    @ParameterizedTest
    @CsvSource({
      "Microsoft.Devices/IotHubs/twins/write, TWINS_WRITE",
      "microsoft.devices/iothubs/twins/*, TWINS_READ TWINS_WRITE",
      "494bdba2-168f-4f31-a0a1-191d2f7c028c, TWINS_READ TWINS_WRITE"
    })
    void with_the_data_actions_of_its_roles(String role, String actions) throws Exception {
      Principal principal = service(byRsa(c -> c.claim("roles", List.of(role))));
      assertThat(((Principal.EntraUser) principal).actions())
          .extracting(DataAction::name)
          .containsExactlyInAnyOrder(actions.split(" "));
    }

    @Test
    void by_a_token_that_the_hub_made_itself() {
      TokenSigner signer = TokenSigner.parse(TokenSigner.generate().json());
      String token =
          signer.token("me", List.of("IoT Hub Twin Contributor"), NOW, Duration.ofHours(1));
      assertThat(hub(signer.issuer()).service("bearer " + token, List.of()))
          .isEqualTo(new Principal.EntraUser("me", Role.TWIN_CONTRIBUTOR.actions()));
    }
  }

  @Nested
  class Refused {
    @Test
    void because_nobody_is_trusted() throws Exception {
      String token = byRsa(c -> c);
      assertThatThrownBy(() -> hub().service(token, List.of()))
          .hasMessage("the bearer token's field iss is " + TENANT + "; the hub trusts nobody");
    }

    @Test
    void because_another_made_it() throws Exception {
      assertRefused(
          byRsa(c -> c.issuer("https://evil/")),
          "the bearer token's field iss is https://evil/; the hub trusts " + TENANT);
    }

    @Test
    void because_it_is_for_something_else() throws Exception {
      assertRefused(
          byRsa(c -> c.audience("https://graph")),
          "the bearer token's field aud is https://graph; the hub is https://iothubs.azure.net");
    }

    @Test
    void because_it_has_ended() throws Exception {
      Date end = Date.from(NOW.minusSeconds(301));
      assertRefused(
          byRsa(c -> c.expirationTime(end)),
          "the bearer token's field exp is 2026-11-21T11:54:59Z, which is PT5M1S before the hub's"
              + " clock; PT5M are allowed");
    }

    @Test
    void because_it_never_ends() throws Exception {
      assertRefused(byRsa(c -> c.expirationTime(null)), "the bearer token has no field exp");
    }

    @Test
    void because_it_has_not_begun() throws Exception {
      Date beginning = Date.from(NOW.plusSeconds(301));
      assertRefused(
          byRsa(c -> c.notBeforeTime(beginning)),
          "the bearer token's field nbf is 2026-11-21T12:05:01Z, which is PT5M1S after the hub's"
              + " clock; PT5M are allowed");
    }

    @Test
    void because_another_key_of_the_same_name_signed() throws Exception {
      String token = signed(
          header(JWSAlgorithm.RS256, "rsa-1"),
          new RSASSASigner(rsa("rsa-1")),
          claims().build());
      assertRefused(token, "the bearer token's signature does not match the key of " + TENANT);
    }

    @Test
    void because_the_issuer_has_no_such_key() throws Exception {
      String token = signed(
          header(JWSAlgorithm.RS256, "x"), new RSASSASigner(RSA), claims().build());
      assertRefused(token, "the bearer token's field kid is x; " + TENANT + " has no such key");
    }

    @Test
    void because_its_text_was_changed() throws Exception {
      String[] reader = byRsa(c -> c).split("\\.", -1);
      String[] owner =
          byRsa(c -> c.claim("roles", List.of("IoT Hub Data Contributor"))).split("\\.", -1);
      assertRefused(
          reader[0] + "." + owner[1] + "." + reader[2],
          "the bearer token's signature does not match the key of " + TENANT);
    }

    /** The known trick: the public key, which everybody has, as the secret of a symmetric signature. */
    @Test
    void because_it_takes_the_public_key_for_a_shared_one() throws Exception {
      byte[] secret = RSA.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8);
      String token = signed(
          header(JWSAlgorithm.HS256, "rsa-1"), new MACSigner(secret), claims().build());
      assertRefused(token, "the bearer token's field alg is HS256; RS256 and ES256 are accepted");
    }

    @Test
    void because_nobody_signed_it() {
      assertRefused(
          "Bearer " + new PlainJWT(claims().build()).serialize(),
          "the bearer token is not a signed JSON Web Token");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"Bearer ", "Bearer x", "Bearer a.b.c", "Bearer ..", "Bearer e30.e30.e30"})
    void because_it_is_no_token(String authorization) {
      assertRefused(authorization, "the bearer token is not a signed JSON Web Token");
    }

    @Test
    void because_it_is_too_long() {
      assertRefused(
          "Bearer " + "x".repeat(16 * 1024 + 1),
          "the bearer token has 16385 characters; at most 16384 are allowed");
    }
  }

  @Nested
  class A_key_set {
    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{\"keys\":7}", "{\"keys\":[{\"kty\":\"RSA\"}]}"})
    void that_is_none_is_refused(String text) {
      assertThatThrownBy(() -> TokenIssuer.of(TENANT, TokenIssuer.AUDIENCE, text))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("it is not a JSON Web Key Set (RFC 7517)");
    }

    @Test
    void without_a_key_that_can_be_used_is_refused() {
      String text = new JWKSet(ec("k", Curve.P_384).toPublicJWK()).toString();
      assertThatThrownBy(() -> TokenIssuer.of(TENANT, TokenIssuer.AUDIENCE, text))
          .hasMessage("it contains no key for RS256 (RSA) or ES256 (EC, curve P-256)");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "{\"kty\":\"EC\"}"})
  void a_signer_needs_a_private_key(String json) {
    assertThatThrownBy(() -> TokenSigner.parse(json))
        .hasMessage("it is not a private key for ES256");
    assertThatThrownBy(() -> TokenSigner.parse(EC.toPublicJWK().toJSONString()))
        .hasMessage("it is not a private key for ES256");
  }
}
