package io.twinhub.local.frontend.access;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;

/**
 * The authorities trusted besides the hub's own keys, and for how long their tokens are accepted.
 *
 * @param deviceAuthorities the CAs that vouch for devices of type certificateAuthority
 * @param tokenIssuers the issuers that vouch for back ends with bearer tokens
 * @param tokenLeeway how far the clocks of client and hub may differ: a token is accepted for this long after
 *     its expiry
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

  /** Trusts with the usual leeway. */
  public TrustedIssuers(List<X509Certificate> deviceAuthorities, List<TokenIssuer> tokenIssuers) {
    this(deviceAuthorities, tokenIssuers, TOKEN_LEEWAY_DEFAULT);
  }

  /** Trusts only the hub's own keys. */
  public static TrustedIssuers inNobody() {
    return new TrustedIssuers(List.of(), List.of());
  }
}
