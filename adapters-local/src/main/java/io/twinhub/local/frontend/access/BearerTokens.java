package io.twinhub.local.frontend.access;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.twinhub.domain.access.DataAction;
import io.twinhub.domain.access.Principal;
import io.twinhub.domain.access.Role;
import io.twinhub.domain.error.ClientText;
import io.twinhub.domain.error.HubException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Turns bearer tokens (JSON Web Tokens, RFC 7519) into principals. Azure looks up the roles of each caller;
 * here the token itself lists them in its field {@code roles}, by names or ids of Azure's built-in roles or
 * as data actions such as {@code Microsoft.Devices/IotHubs/twins/read}.
 */
final class BearerTokens {
  /** The prefix of an Authorization header with a bearer token. */
  private static final String SCHEME = "Bearer ";

  /** The longest token, in characters; Entra's have some 2,000. */
  static final int LENGTH_MAX = 16 * 1024;

  private static final String ROLES = "roles";

  private final List<TokenIssuer> issuers;
  private final Duration leeway;

  /** Accepts tokens of {@code issuers}, up to {@code leeway} before and after their period of validity. */
  BearerTokens(List<TokenIssuer> issuers, Duration leeway) {
    this.issuers = issuers;
    this.leeway = leeway;
  }

  /** Whether an Authorization header holds a bearer token. */
  static boolean isBearer(String authorization) {
    return authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
  }

  /**
   * The back end that the token in {@code authorization} vouches for at {@code now}.
   *
   * @throws HubException with {@code NotAuthenticated}, naming the field that is not valid
   */
  AuthenticatedService service(String authorization, Instant now) {
    String text = authorization.substring(SCHEME.length()).strip();
    if (text.length() > LENGTH_MAX) {
      throw AccessRefusal.of(
          "the bearer token has %d characters; at most %d are allowed", text.length(), LENGTH_MAX);
    }
    try {
      SignedJWT token = SignedJWT.parse(text);
      JWTClaimsSet claims = token.getJWTClaimsSet();
      TokenIssuer issuer = issuer(claims);
      issuer.requireSignature(token);
      issuer.requireAudience(claims.getAudience());
      Instant until = requireCurrent(claims, now);
      return new AuthenticatedService(
          new Principal.EntraUser(name(claims), actions(claims)), until);
    } catch (ParseException | IllegalArgumentException e) {
      throw AccessRefusal.of("the bearer token is not a signed JSON Web Token");
    }
  }

  private TokenIssuer issuer(JWTClaimsSet claims) {
    String name = Optional.ofNullable(claims.getIssuer()).orElse("");
    return issuers.stream()
        .filter(issuer -> issuer.name().equals(name))
        .findFirst()
        .orElseThrow(() -> AccessRefusal.of(
            "the bearer token's field iss is %s; the hub trusts %s",
            ClientText.shown(name),
            issuers.isEmpty()
                ? "nobody"
                : String.join(", ", issuers.stream().map(TokenIssuer::name).toList())));
  }

  /** The last moment at which the token is honoured. */
  private Instant requireCurrent(JWTClaimsSet claims, Instant now) {
    Instant expiry = Optional.ofNullable(claims.getExpirationTime())
        .map(Date::toInstant)
        .orElseThrow(() -> AccessRefusal.of("the bearer token has no field exp"));
    if (now.isAfter(expiry.plus(leeway))) {
      throw AccessRefusal.of(
          "the bearer token's field exp is %s, which is %s before the hub's clock; %s are allowed",
          expiry, Duration.between(expiry, now), leeway);
    }
    Instant start =
        Optional.ofNullable(claims.getNotBeforeTime()).map(Date::toInstant).orElse(Instant.MIN);
    if (start.isAfter(now.plus(leeway))) {
      throw AccessRefusal.of(
          "the bearer token's field nbf is %s, which is %s after the hub's clock; %s are allowed",
          start, Duration.between(now, start), leeway);
    }
    return expiry.plus(leeway);
  }

  private static String name(JWTClaimsSet claims) {
    return Stream.of("oid", "appid", "azp", "sub")
        .map(claims::getClaim)
        .filter(String.class::isInstance)
        .map(value -> ClientText.shown((String) value))
        .findFirst()
        .orElse("without a name");
  }

  private static Set<DataAction> actions(JWTClaimsSet claims) throws ParseException {
    Set<DataAction> actions = EnumSet.noneOf(DataAction.class);
    List<String> roles =
        claims.getClaim(ROLES) == null ? List.of() : claims.getStringListClaim(ROLES);
    for (String role : roles) {
      Role.find(role).ifPresent(found -> actions.addAll(found.actions()));
      for (DataAction action : DataAction.values()) {
        if (covers(role.toLowerCase(Locale.ROOT), action.azureName().toLowerCase(Locale.ROOT))) {
          actions.add(action);
        }
      }
    }
    return actions;
  }

  /** Data actions may end with an asterisk, which matches any remainder. */
  private static boolean covers(String pattern, String action) {
    return pattern.endsWith("/*")
        ? action.startsWith(pattern.substring(0, pattern.length() - 1))
        : action.equals(pattern);
  }
}
