package io.twinhub.domain.query;

/**
 * What is wrong with a query, and where. Lines and columns count from 1, as editors do.
 *
 * @param message what was expected and what was found, and a suggestion where there is one
 * @param line the line of the problem
 * @param column the column of the problem, in characters
 * @param excerpt the text of that line
 */
public record QueryProblem(String message, int line, int column, String excerpt) {

  /** Checks that line and column are valid. */
  public QueryProblem {
    if (line < 1 || column < 1) {
      throw new IllegalArgumentException("place " + line + ":" + column);
    }
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
