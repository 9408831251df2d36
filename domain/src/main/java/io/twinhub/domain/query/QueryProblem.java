package io.twinhub.domain.query;

/**
 * What is wrong with a query, and where. Lines and columns count from 1, as editors do.
 *
 * @param message what was expected and what was found, and a suggestion where there is one
 * @param line the line of the problem
 * @param column the column of the problem, in characters
 * @param length how many characters of the line it concerns; at least 1, also at the end of the text
 * @param excerpt the text of that line
 */
public record QueryProblem(String message, int line, int column, int length, String excerpt) {

  /** Checks that the place is valid. */
  public QueryProblem {
    if (line < 1 || column < 1 || length < 1) {
      throw new IllegalArgumentException("place " + line + ":" + column + ", length " + length);
    }
  }

  /** A problem of one character. */
  public QueryProblem(String message, int line, int column, String excerpt) {
    this(message, line, column, 1, excerpt);
  }

  /** The place and the message on one line, without the query. */
  public String atItsPlace() {
    return "line %d, column %d: %s".formatted(line, column, message);
  }

  /** Three lines: place and message, the line of the query, and a caret under the place. */
  public String render() {
    return line + ":" + column + " " + message + "\n" + excerpt + "\n" + " ".repeat(column - 1)
        + "^";
  }
}
