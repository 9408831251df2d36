package io.twinhub.bootstrap.loopback;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A secret that a request carries in its Authorization header. */
public final class BearerToken {
  private static final String SCHEME = "Bearer ";

  private final byte[] token;

  /** The secret {@code token}, of ASCII characters. */
  public BearerToken(String token) {
    this.token = token.getBytes(StandardCharsets.US_ASCII);
  }

  /** Whether the request carries it. The comparison takes the same time wherever the two differ. */
  public boolean isIn(LoopbackExchange exchange) {
    String header = exchange.header("Authorization").orElse("");
    String given = header.startsWith(SCHEME) ? header.substring(SCHEME.length()) : "";
    return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), token);
  }
}
