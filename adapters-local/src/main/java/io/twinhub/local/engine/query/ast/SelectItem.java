package io.twinhub.local.engine.query.ast;

import java.util.Optional;

/** One member of each result row. */
public sealed interface SelectItem {

  /** The member's name, if the query gives one. */
  Optional<String> alias();

  /** Its place in the text. */
  SourceSpan span();

  /** Calls the method of {@code visitor} for this kind of item. */
  <R> R accept(Visitor<R> visitor);

  /** The value at a path. */
  record Column(Path path, Optional<String> alias, SourceSpan span) implements SelectItem {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.column(this);
    }
  }

  /**
   * A figure over many rows.
   *
   * @param argument the path of its numbers; empty for COUNT
   */
  record Aggregate(
      AggregateFunction function, Optional<Path> argument, Optional<String> alias, SourceSpan span)
      implements SelectItem {
    /** Checks that the argument fits the function. */
    public Aggregate {
      if (function.takesPath() != argument.isPresent()) {
        throw new IllegalArgumentException(function + " of " + argument);
      }
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.aggregate(this);
    }
  }

  /** One answer for each kind of item. */
  interface Visitor<R> {
    /** Answers for a path. */
    R column(Column column);

    /** Answers for an aggregate. */
    R aggregate(Aggregate aggregate);
  }
}
