package io.twinhub.domain.query;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;

/**
 * How many rows a page holds at most: 1 to {@value #MAX}. Source: the query language's documentation,
 * "at most 100 rows per page".
 *
 * @param rows the number of rows
 */
public record PageSize(int rows) {
  /** The largest page, in rows. */
  public static final int MAX = 100;

  /** The page size for a client that asks for none. */
  public static final PageSize DEFAULT = new PageSize(MAX);

  /** The size with which clients leave the choice to the service, as clients of Azure Cosmos DB do. */
  private static final long SERVICE_DECIDES = -1;

  /** Accepts 1 to {@value #MAX}. */
  public PageSize {
    if (rows < 1 || rows > MAX) {
      throw new IllegalArgumentException("rows: " + rows);
    }
  }

  /**
   * The page size for a client's request: more than {@value #MAX} becomes {@value #MAX}, since the service
   * need not use the requested size, and -1 means the default.
   *
   * @throws HubException with {@link RequestError#invalid} if {@code wanted} is 0 or below -1
   */
  public static PageSize wanted(long wanted) {
    if (wanted == SERVICE_DECIDES) {
      return DEFAULT;
    }
    if (wanted < 1) {
      throw new HubException(
          RequestError.invalid("the page size must be at least 1, but was " + wanted));
    }
    return new PageSize((int) Math.min(wanted, MAX));
  }
}
