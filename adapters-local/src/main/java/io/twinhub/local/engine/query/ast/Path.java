package io.twinhub.local.engine.query.ast;

import java.util.List;
import java.util.Optional;

/**
 * A path as the user wrote it, from the root of a row.
 *
 * @param prefix the collection name written before it, which adds nothing to FROM
 * @param segments the names along the path, without brackets; at least one, none empty
 * @param span its place
 */
public record Path(Optional<From> prefix, List<String> segments, SourceSpan span)
    implements Expression {

  /** Copies {@code segments} and checks them. */
  public Path {
    segments = List.copyOf(segments);
    if (segments.isEmpty() || segments.stream().anyMatch(String::isEmpty)) {
      throw new IllegalArgumentException("a path names something, was " + segments);
    }
  }

  /** The name of the field of the row's root. */
  public String root() {
    return segments.get(0);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.path(this);
  }
}
