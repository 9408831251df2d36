package io.twinhub.local.engine.query.plan;

import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonPath;
import io.twinhub.domain.query.QueryRow;
import io.twinhub.local.engine.query.ast.AggregateFunction;
import java.util.List;
import java.util.Optional;

/** What a query makes of the rows that pass. */
public sealed interface RowOutput {

  /** Calls the method of {@code visitor} for this kind of output. */
  <R> R accept(Visitor<R> visitor);

  /** One result for each row. */
  sealed interface PerRow extends RowOutput {
    /** The result for {@code row}. */
    QueryRow of(Row row);

    @Override
    default <R> R accept(Visitor<R> visitor) {
      return visitor.perRow(this);
    }
  }

  /** {@code SELECT *}: the row's document. */
  record Documents() implements PerRow {
    @Override
    public QueryRow of(Row row) {
      return row.document();
    }
  }

  /** Some values of each row; an undefined one is left out. */
  record Projection(List<Column> columns) implements PerRow {
    /** Copies {@code columns}. */
    public Projection {
      columns = List.copyOf(columns);
    }

    @Override
    public QueryRow of(Row row) {
      JsonObject.Builder members = JsonObject.builder();
      for (Column column : columns) {
        row.find(column.path()).ifPresent(value -> members.put(column.name(), value));
      }
      return QueryRow.of(members.build());
    }
  }

  /** A member of a projection. */
  record Column(String name, JsonPath path) {}

  /**
   * One result for each distinct combination of values, or one for all rows.
   *
   * @param by the paths whose values make a group; if empty, all rows are one group
   * @param columns the members that show a value of {@code by}
   * @param figures the members that are computed
   */
  record Groups(List<JsonPath> by, List<Column> columns, List<Figure> figures)
      implements RowOutput {
    /** Copies the lists. */
    public Groups {
      by = List.copyOf(by);
      columns = List.copyOf(columns);
      figures = List.copyOf(figures);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.groups(this);
    }
  }

  /** A member that is computed from all rows of a group. */
  record Figure(String name, AggregateFunction function, Optional<JsonPath> argument) {}

  /** One answer for each way to make results. */
  interface Visitor<R> {
    /** Answers for one result per row. */
    R perRow(PerRow output);

    /** Answers for one result per group. */
    R groups(Groups output);
  }
}
