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
 */
public record QueryPage(
    RowType type, List<? extends QueryRow> results, Optional<ContinuationToken> next) {

  /** Copies {@code results}. */
  public QueryPage {
    results = List.copyOf(results);
  }

  /** A page of rows that are there as objects. */
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
