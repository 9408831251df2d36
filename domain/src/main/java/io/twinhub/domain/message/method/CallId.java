package io.twinhub.domain.message.method;

import java.util.Optional;

/**
 * Identifies a call in progress, as long as the hub runs. Its text is 1 to 16 lower-case hex digits, which
 * every protocol can carry.
 *
 * @param value the number of the call
 */
public record CallId(long value) {
  private static final int RADIX = 16;

  /** Reads a text in either case; empty if the text is not the id of a call. */
  public static Optional<CallId> parse(String text) {
    try {
      return Optional.of(new CallId(Long.parseUnsignedLong(text, RADIX)));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return Long.toHexString(value);
  }
}
