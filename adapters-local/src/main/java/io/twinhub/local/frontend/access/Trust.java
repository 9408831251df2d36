package io.twinhub.local.frontend.access;

import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Whose word counts beside the hub's own keys.
 *
 * @param deviceAuthorities who vouches for devices of type certificateAuthority
 * @param tokenIssuers who vouches for back ends with bearer tokens
 */
public record Trust(List<X509Certificate> deviceAuthorities, List<TokenIssuer> tokenIssuers) {

  /** Copies both lists. */
  public Trust {
    deviceAuthorities = List.copyOf(deviceAuthorities);
    tokenIssuers = List.copyOf(tokenIssuers);
  }

  /** Only the hub's own keys count. */
  public static Trust inNobody() {
    return new Trust(List.of(), List.of());
  }
}
