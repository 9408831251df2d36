package io.twinhub.domain.message.queue;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Identifies one delivery of a message, for the receiver that settles it. Tokens cannot be guessed, so having
 * the token is the right to settle.
 *
 * @param value random
 */
public record LockToken(UUID value) {
  private static final Pattern SHAPE =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  /** Reads a text as {@link #toString} writes it, in either case; empty if it is not a token. */
  public static Optional<LockToken> parse(String text) {
    return SHAPE.matcher(text).matches()
        ? Optional.of(new LockToken(UUID.fromString(text)))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
