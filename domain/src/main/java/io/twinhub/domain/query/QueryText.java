package io.twinhub.domain.query;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;

/**
 * A query as the client wrote it. Shape: not blank, at most {@value #LENGTH_MAX} characters. Source: the
 * service's limit on query expressions.
 *
 * @param value the text, untouched
 */
public record QueryText(String value) {
  /** The longest query, in characters. */
  public static final int LENGTH_MAX = 8192;

  /**
   * Accepts a text of valid length.
   *
   * @throws HubException with {@link RequestError#missing} if {@code value} is blank, or
   *     {@link QueryError#tooLong} if it is longer than {@value #LENGTH_MAX} characters
   */
  public QueryText {
    if (value.isBlank()) {
      throw new HubException(RequestError.missing(
          "the query is missing or empty; an example of one is SELECT * FROM devices"));
    }
    if (value.length() > LENGTH_MAX) {
      throw new HubException(QueryError.tooLong(value.length()));
    }
  }
}
