package io.twinhub.local.engine.query.ast;

import io.twinhub.domain.query.QueryProblem;

/**
 * The place of a piece of the query in its text.
 *
 * @param start the offset of its first character, from 0
 * @param end the offset after its last character
 */
public record SourceSpan(int start, int end) {

  /** Checks that the span does not run backwards. */
  public SourceSpan {
    if (start < 0 || end < start) {
      throw new IllegalArgumentException("span " + start + ".." + end);
    }
  }

  /** The span from the start of this one to the end of {@code last}. */
  public SourceSpan to(SourceSpan last) {
    return new SourceSpan(start, last.end);
  }

  /** A problem at this place of {@code text}; it ends with the line in which it begins. */
  public QueryProblem problem(String text, String message) {
    int lineStart = text.lastIndexOf('\n', start - 1) + 1;
    int lineEnd = text.indexOf('\n', start);
    String line = text.substring(lineStart, lineEnd < 0 ? text.length() : lineEnd);
    int lineNumber =
        1 + (int) text.substring(0, lineStart).chars().filter(c -> c == '\n').count();
    int length = Math.max(1, Math.min(end, lineStart + line.length()) - start);
    return new QueryProblem(message, lineNumber, start - lineStart + 1, length, line);
  }
}
