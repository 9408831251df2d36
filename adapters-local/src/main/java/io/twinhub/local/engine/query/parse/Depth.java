package io.twinhub.local.engine.query.parse;

import io.twinhub.local.engine.query.ast.SourceSpan;

/**
 * How deep a query nests, so that a hostile one is refused instead of exhausting the stack. Parentheses,
 * NOT and arguments count; what parses is shallow enough for every later walk over the tree.
 */
final class Depth {
  /** The deepest nesting: as deep as JSON bodies may nest. No query of people comes near. */
  static final int MAX = 64;

  private int current;

  /** Goes one level down. */
  void enter(SourceSpan place) {
    if (current == MAX) {
      throw new SyntaxException(place, "nested deeper than " + MAX + " levels");
    }
    current++;
  }

  /** Comes back up. */
  void leave() {
    current--;
  }

  /** Starts again at the top, after a clause was given up. */
  void reset() {
    current = 0;
  }
}
