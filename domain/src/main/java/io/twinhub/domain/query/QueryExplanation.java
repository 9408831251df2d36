package io.twinhub.domain.query;

import java.time.Duration;
import java.util.List;

/**
 * How a hub answered a query, and what that took.
 *
 * @param query the query as it was understood: canonical spelling, one line
 * @param access how its rows were found
 * @param lookUps the ids that were looked up; none unless {@code access} is {@link Access#LOOK_UP}
 * @param columns the columns that conditions, groups and figures read
 * @param scanned how many rows were judged one by one, rather than by columns
 * @param matched how many rows passed the condition
 * @param time how long it took to find and count them, columns built meanwhile included
 * @param warnings what is odd about the query, though it is valid
 */
public record QueryExplanation(
    String query,
    Access access,
    List<String> lookUps,
    List<Column> columns,
    long scanned,
    long matched,
    Duration time,
    List<QueryProblem> warnings) {

  /** Copies the lists. */
  public QueryExplanation {
    lookUps = List.copyOf(lookUps);
    columns = List.copyOf(columns);
    warnings = List.copyOf(warnings);
  }

  /** How rows were found. */
  public enum Access {
    /** By the ids that the condition asks for. */
    LOOK_UP,
    /** By columns alone. */
    COLUMNS,
    /** By columns where there are some, the rest row by row. */
    SCAN
  }

  /**
   * The values of one path, kept side by side.
   *
   * @param path the path, as documents spell it
   * @param built whether this query was the first to need it
   * @param distinct how many different values there are
   * @param bytes how much memory it takes, roughly
   */
  public record Column(String path, boolean built, int distinct, long bytes) {}
}
