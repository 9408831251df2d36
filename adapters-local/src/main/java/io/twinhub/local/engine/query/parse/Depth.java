package io.twinhub.local.engine.query.parse;

import io.twinhub.local.engine.query.ast.SourceSpan;

/**
 * Limits how deeply a query nests, so that a hostile one is refused instead of exhausting the stack.
 * Parentheses, NOT and arguments count; a query that parses is shallow enough for every later walk over the
 * tree.
 */
final class Depth {
  /**
   * The deepest nesting allowed, the same as for JSON bodies. No query written by a person comes near it.
   */
  static final int MAX = 64;

  private int current;

  /** Enters a level. */
  void enter(SourceSpan place) {
    if (current == MAX) {
      throw new SyntaxException(place, "nested deeper than " + MAX + " levels");
    }
    current++;
  }

  /** Leaves a level. */
  void leave() {
    current--;
  }

  /** Starts again at the top level, after a clause was given up. */
  void reset() {
    current = 0;
  }
}
