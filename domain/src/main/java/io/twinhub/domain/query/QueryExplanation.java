package io.twinhub.domain.query;

import java.time.Duration;
import java.util.List;

/**
 * How a hub answered a query, and at what cost.
 *
 * @param query the query as it was understood, in canonical spelling on one line
 * @param access how its rows were found
 * @param lookUps the ids that were looked up; none unless {@code access} is {@link Access#LOOK_UP}
 * @param columns the columns that conditions, groups and aggregates read
 * @param scanned how many rows were evaluated one by one, and not by columns
 * @param matched how many rows passed the condition
 * @param time how long it took to find and count them, including columns built for it
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
    /** By columns where possible, and row by row for the rest. */
    SCAN
  }

  /**
   * A column: the values of one path, stored together.
   *
   * @param path the path, as documents spell it
   * @param built whether it was built for this query, the first to need it
   * @param distinct how many different values there are
   * @param bytes how much memory it takes, roughly
   */
  public record Column(String path, boolean built, int distinct, long bytes) {}
}
