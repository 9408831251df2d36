package io.twinhub.local.frontend.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.SignedJWT;
import io.twinhub.domain.error.ClientText;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An issuer of bearer tokens for back ends: Microsoft Entra ID, or its stand-in. */
public final class TokenIssuer {
  /** The audience of tokens for an IoT Hub. Source: Azure's page on access by Microsoft Entra ID. */
  public static final String AUDIENCE = "https://iothubs.azure.net";

  private static final Map<JWSAlgorithm, KeyType> KEY_TYPES =
      Map.of(JWSAlgorithm.RS256, KeyType.RSA, JWSAlgorithm.ES256, KeyType.EC);

  private final String name;
  private final String audience;
  private final List<JWK> keys;

  private TokenIssuer(String name, String audience, List<JWK> keys) {
    this.name = name;
    this.audience = audience;
    this.keys = List.copyOf(keys);
  }

  /**
   * An issuer whose public keys are known.
   *
   * @param name the value of the field {@code iss} in its tokens
   * @param audience the required value of {@code aud}, with or without a slash at the end
   * @param keySet its keys, as JSON (RFC 7517); only those for RS256 and ES256 are used
   * @throws IllegalArgumentException if {@code keySet} is not a key set, or has no usable key
   */
  public static TokenIssuer of(String name, String audience, String keySet) {
    try {
      List<JWK> usable = JWKSet.parse(keySet).getKeys().stream()
          .filter(TokenIssuer::isUsable)
          .map(JWK::toPublicJWK)
          .toList();
      if (usable.isEmpty()) {
        throw new IllegalArgumentException(
            "it contains no key for RS256 (RSA) or ES256 (EC, curve P-256)");
      }
      return new TokenIssuer(name, audience, usable);
    } catch (ParseException e) {
      throw new IllegalArgumentException("it is not a JSON Web Key Set (RFC 7517)", e);
    }
  }

  private static boolean isUsable(JWK key) {
    boolean signs = key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE);
    boolean fits = key instanceof RSAKey
        || (key instanceof ECKey curve && curve.getCurve().equals(Curve.P_256));
    return signs && fits;
  }

  /** The value of the field {@code iss} in its tokens. */
  String name() {
    return name;
  }

  /** Passes silently if this issuer's audience is among {@code audiences}. */
  void requireAudience(List<String> audiences) {
    if (audiences.stream().noneMatch(one -> bare(one).equals(bare(audience)))) {
      throw AccessRefusal.of(
          "the bearer token's field aud is %s; the hub is %s",
          ClientText.shown(String.join(", ", audiences)), audience);
    }
  }

  private static String bare(String audience) {
    return audience.endsWith("/") ? audience.substring(0, audience.length() - 1) : audience;
  }

  /** Passes silently if one of this issuer's keys made the signature. */
  void requireSignature(SignedJWT token) {
    JWSHeader header = token.getHeader();
    KeyType type = Optional.ofNullable(KEY_TYPES.get(header.getAlgorithm()))
        .orElseThrow(() -> AccessRefusal.of(
            "the bearer token's field alg is %s; RS256 and ES256 are accepted",
            ClientText.shown(String.valueOf(header.getAlgorithm()))));
    List<JWK> candidates = keys.stream()
        .filter(key -> key.getKeyType().equals(type))
        .filter(key -> header.getKeyID() == null || header.getKeyID().equals(key.getKeyID()))
        .toList();
    if (candidates.isEmpty()) {
      throw AccessRefusal.of(
          "the bearer token's field kid is %s; %s has no such key",
          ClientText.shown(String.valueOf(header.getKeyID())), name);
    }
    if (candidates.stream().noneMatch(key -> isSignedWith(key, token))) {
      throw AccessRefusal.of("the bearer token's signature does not match the key of %s", name);
    }
  }

  private static boolean isSignedWith(JWK key, SignedJWT token) {
    try {
      JWSVerifier verifier = key instanceof RSAKey rsa
          ? new RSASSAVerifier(rsa.toRSAPublicKey())
          : new ECDSAVerifier(key.toECKey().toECPublicKey());
      return token.verify(verifier);
    } catch (JOSEException e) {
      return false;
    }
  }
}
