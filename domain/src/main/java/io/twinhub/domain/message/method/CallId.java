package io.twinhub.domain.message.method;

import java.util.Optional;

/**
 * Tells one call under way from another, as long as a hub runs. Its text is 1 to 16 lower-case hex digits,
 * which every protocol can carry.
 *
 * @param value the number of the call
 */
public record CallId(long value) {
  private static final int RADIX = 16;

  /** Reads a text in either case; empty if no call has such an id. */
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
