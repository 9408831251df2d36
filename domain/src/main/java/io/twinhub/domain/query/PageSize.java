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

  /** The page that a client gets which asks for none. */
  public static final PageSize DEFAULT = new PageSize(MAX);

  /** What clients ask for that leave the size to the service, as Azure Cosmos DB's do. */
  private static final long SERVICE_DECIDES = -1;

  /** Accepts 1 to {@value #MAX}. */
  public PageSize {
    if (rows < 1 || rows > MAX) {
      throw new IllegalArgumentException("rows: " + rows);
    }
  }

  /**
   * The page for a client's wish: more than {@value #MAX} gets {@value #MAX}, as the service may use
   * another size than asked, and -1 gets the default.
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
