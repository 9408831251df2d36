package io.twinhub.local.frontend.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;

/** Makes bearer tokens for development, in place of Microsoft Entra ID, with a key of the hub's own. */
public final class TokenSigner {
  /** The value of the field {@code iss} in the tokens. */
  public static final String ISSUER = "urn:twinhub:development";

  private final ECKey key;

  private TokenSigner(ECKey key) {
    this.key = key;
  }

  /** A signer with a new key. */
  public static TokenSigner generate() {
    try {
      return new TokenSigner(new ECKeyGenerator(Curve.P_256)
          .keyUse(KeyUse.SIGNATURE)
          .keyID(UUID.randomUUID().toString())
          .generate());
    } catch (JOSEException e) {
      throw new IllegalStateException("this JDK makes no keys for ES256", e);
    }
  }

  /**
   * A signer with the key that {@link #json()} wrote.
   *
   * @throws IllegalArgumentException if {@code json} is not a private key for ES256
   */
  public static TokenSigner parse(String json) {
    try {
      ECKey key = ECKey.parse(json);
      if (!key.isPrivate() || !key.getCurve().equals(Curve.P_256)) {
        throw new IllegalArgumentException("it is not a private key for ES256");
      }
      return new TokenSigner(key);
    } catch (ParseException | IllegalStateException e) {
      throw new IllegalArgumentException("it is not a private key for ES256", e);
    }
  }

  /** The private key as JSON (RFC 7517); secret. */
  public String json() {
    return key.toJSONString();
  }

  /** The issuer by which others check the tokens of this signer. */
  public TokenIssuer issuer() {
    return TokenIssuer.of(ISSUER, TokenIssuer.AUDIENCE, new JWKSet(key.toPublicJWK()).toString());
  }

  /**
   * Makes a token.
   *
   * @param name the back end that it vouches for
   * @param roles names of roles or data actions
   * @param now when it becomes valid
   * @param life how long it is valid
   */
  public String token(String name, List<String> roles, Instant now, Duration life) {
    SignedJWT token = new SignedJWT(
        new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(),
        new JWTClaimsSet.Builder()
            .issuer(ISSUER)
            .audience(TokenIssuer.AUDIENCE)
            .subject(name)
            .claim("oid", name)
            .claim("roles", roles)
            .issueTime(Date.from(now))
            .notBeforeTime(Date.from(now))
            .expirationTime(Date.from(now.plus(life)))
            .build());
    try {
      token.sign(new ECDSASigner(key));
    } catch (JOSEException e) {
      throw new IllegalStateException("this JDK does not sign by ES256", e);
    }
    return token.serialize();
  }
}
