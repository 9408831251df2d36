package io.twinhub.local.engine.query.ast;

import java.util.List;
import java.util.Optional;

/**
 * A whole query.
 *
 * @param select the SELECT clause
 * @param from what it ranges over
 * @param where the condition; if empty, every row passes
 * @param groupBy the paths by whose values rows are grouped
 */
public record Query(Select select, From from, Optional<Expression> where, List<Path> groupBy) {

  /** Copies {@code groupBy}. */
  public Query {
    groupBy = List.copyOf(groupBy);
  }

  /** Whether the result is computed from many rows at once. */
  public boolean aggregates() {
    return !groupBy.isEmpty()
        || select.items().stream().anyMatch(SelectItem.Aggregate.class::isInstance);
  }

  /**
   * The SELECT clause.
   *
   * @param top the maximum number of rows in all pages together
   * @param items the members of a row; empty for {@code *}
   * @param span its place
   */
  public record Select(Optional<Long> top, List<SelectItem> items, SourceSpan span) {
    /** Copies {@code items}. */
    public Select {
      items = List.copyOf(items);
    }

    /** Whether it is {@code SELECT *}. */
    public boolean all() {
      return items.isEmpty();
    }
  }
}
