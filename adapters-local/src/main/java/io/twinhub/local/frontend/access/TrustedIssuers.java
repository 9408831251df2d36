package io.twinhub.local.frontend.access;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;

/**
 * Whose word counts beside the hub's own keys, and for how long.
 *
 * @param deviceAuthorities who vouches for devices of type certificateAuthority
 * @param tokenIssuers who vouches for back ends with bearer tokens
 * @param tokenLeeway how far the clocks of client and hub may be apart: for so long is a token honoured
 *     after its expiry
 */
public record TrustedIssuers(
    List<X509Certificate> deviceAuthorities, List<TokenIssuer> tokenIssuers, Duration tokenLeeway) {

  /** The leeway of Azure's .NET verifier. */
  public static final Duration TOKEN_LEEWAY_DEFAULT = Duration.ofMinutes(5);

  /** Copies both lists. */
  public TrustedIssuers {
    deviceAuthorities = List.copyOf(deviceAuthorities);
    tokenIssuers = List.copyOf(tokenIssuers);
  }

  /** The usual leeway. */
  public TrustedIssuers(List<X509Certificate> deviceAuthorities, List<TokenIssuer> tokenIssuers) {
    this(deviceAuthorities, tokenIssuers, TOKEN_LEEWAY_DEFAULT);
  }

  /** Only the hub's own keys count. */
  public static TrustedIssuers inNobody() {
    return new TrustedIssuers(List.of(), List.of());
  }
}
