package io.twinhub.domain.identity;

import io.twinhub.domain.error.HubException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The fingerprint of an X.509 certificate: 40 hex digits (SHA-1) or 64 (SHA-256).
 *
 * @param hex the digits as written; their case does not count in comparisons
 */
public record Thumbprint(String hex) {
  private static final Pattern SHAPE = Pattern.compile("[0-9A-Fa-f]{40}|[0-9A-Fa-f]{64}");

  /**
   * Accepts a well-formed thumbprint.
   *
   * @throws HubException with {@link IdentityError#invalidThumbprint} if {@code hex} is malformed
   */
  public Thumbprint {
    if (!SHAPE.matcher(hex).matches()) {
      throw new HubException(IdentityError.invalidThumbprint(hex));
    }
  }

  /** Whether {@code other} names the same fingerprint. */
  public boolean matches(String other) {
    return hex.toUpperCase(Locale.ROOT).equals(other.toUpperCase(Locale.ROOT));
  }
}
