package io.twinhub.domain.query;

import io.twinhub.domain.json.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * One page of a query's answer.
 *
 * @param type what a row is
 * @param results the rows; whole twins or projections
 * @param next the way to the next page, which then has at least one row; empty on the last page
 * @param warnings what is odd about the query, though it is valid; the same on every page
 */
public record QueryPage(
    RowType type,
    List<? extends QueryRow> results,
    Optional<ContinuationToken> next,
    List<QueryProblem> warnings) {

  /** Copies the lists. */
  public QueryPage {
    results = List.copyOf(results);
    warnings = List.copyOf(warnings);
  }

  /** A page without warnings. */
  public QueryPage(
      RowType type, List<? extends QueryRow> results, Optional<ContinuationToken> next) {
    this(type, results, next, List.of());
  }

  /** The same page with warnings. */
  public QueryPage with(List<QueryProblem> other) {
    return new QueryPage(type, results, next, other);
  }

  /** A page of rows that are held as objects. */
  public static QueryPage of(
      RowType type, List<JsonObject> rows, Optional<ContinuationToken> next) {
    return new QueryPage(type, rows.stream().map(QueryRow::of).toList(), next);
  }

  /** The rows as JSON objects; made at each call. */
  public List<JsonObject> rows() {
    return results.stream().<JsonObject>map(QueryRow::object).toList();
  }

  /** What a row is, spelt as the {@code x-ms-item-type} header spells it. */
  public enum RowType {
    /** A whole device or module twin. */
    TWIN("Twin"),
    /** The state of a job on one device. */
    DEVICE_JOB("DeviceJob"),
    /** A projection or an aggregate. */
    RAW("Raw");

    private final String header;

    RowType(String header) {
      this.header = header;
    }

    /** The spelling on the wire, which clients compare case-sensitively. */
    public String header() {
      return header;
    }
  }
}
