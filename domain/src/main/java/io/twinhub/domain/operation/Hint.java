package io.twinhub.domain.operation;

/**
 * What the user may want to know about an operation that succeeded.
 *
 * @param kind which habit it is about
 * @param sentence what is odd, with the values, and what to do
 */
public record Hint(Kind kind, String sentence) {

  /** What hints are about. */
  public enum Kind {
    /** A write without an etag overwrote a version that its writer had not read. */
    OVERWRITE,
    /** A device connects again and again, and never reads its twin. */
    NEVER_READ,
    /** A value or a section is close to the size that it may have. */
    NEAR_LIMIT,
    /** The answer to a query shows a write that Azure might not show yet. */
    FRESH_RESULT
  }
}
