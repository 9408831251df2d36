package io.twinhub.domain.query;

import static java.util.Objects.requireNonNull;

/**
 * Where the next page begins: opaque, made by the adapter that answered, valid for the same query only.
 *
 * @param value header-safe text; never empty
 */
public record ContinuationToken(String value) {

  /** Accepts any text; the adapter that made the token checks it. */
  public ContinuationToken {
    requireNonNull(value, "value");
  }
}
