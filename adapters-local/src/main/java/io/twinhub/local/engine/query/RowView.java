package io.twinhub.local.engine.query;

import io.twinhub.domain.json.JsonPath;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.query.QueryRow;
import io.twinhub.local.engine.query.plan.Row;
import io.twinhub.local.engine.query.table.Candidate;
import io.twinhub.local.engine.query.table.Column;
import io.twinhub.local.engine.query.table.Columns;
import io.twinhub.local.engine.query.table.Table;
import java.util.Optional;

/**
 * The row with a given number, reading values from columns where there are some. One object serves all rows
 * in turn.
 */
final class RowView implements Row {
  private final Table<? extends Candidate> table;
  private final Columns.Lease columns;
  private int row;
  private long asked;

  RowView(Table<? extends Candidate> table, Columns.Lease columns) {
    this.table = table;
    this.columns = columns;
  }

  RowView at(int number) {
    row = number;
    asked++;
    return this;
  }

  /** How often a row was read. */
  long asked() {
    return asked;
  }

  @Override
  public Optional<JsonValue> find(JsonPath path) {
    for (Column column : columns.all()) {
      if (column.path().equals(path) && column.isUsable()) {
        return column.value(column.code(row));
      }
    }
    return table.at(row).find(path);
  }

  @Override
  public QueryRow document() {
    return table.at(row).document();
  }
}
