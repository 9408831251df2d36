package io.twinhub.local.engine.query;

import io.twinhub.domain.json.JsonPath;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.local.engine.query.ast.AggregateFunction;
import io.twinhub.local.engine.query.plan.Accumulator;
import io.twinhub.local.engine.query.plan.GroupTable;
import io.twinhub.local.engine.query.plan.RowOutput;
import io.twinhub.local.engine.query.table.Column;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The groups of one query, filled from the rows that pass. */
final class GroupRun {
  private final Matches matches;
  private final RowOutput.Groups plan;
  private final boolean countsOnly;

  GroupRun(Matches matches, RowOutput.Groups plan) {
    this.matches = matches;
    this.plan = plan;
    this.countsOnly =
        plan.figures().stream().allMatch(figure -> figure.function() == AggregateFunction.COUNT);
  }

  /** The groups; empty if there are too many. */
  Optional<GroupTable> counted() {
    if (plan.by().isEmpty() && countsOnly) {
      GroupTable table = new GroupTable(plan);
      addRows(table, List.of(), matches.count());
      return Optional.of(table);
    }
    Optional<Column> column = plan.by().size() == 1 ? column(plan.by().get(0)) : Optional.empty();
    if (column.isPresent() && countsOnly) {
      Optional<GroupTable> table = byCode(column.get());
      // If the column was given up meanwhile, its counts mean nothing.
      if (column.get().isUsable()) {
        return table;
      }
    }
    GroupTable table = new GroupTable(plan);
    boolean all = matches.each(row -> table.add(matches.view().at(row)));
    return all ? Optional.of(table) : Optional.empty();
  }

  private Optional<Column> column(JsonPath path) {
    return matches.columns().find(path).filter(Column::isUsable);
  }

  private Optional<GroupTable> byCode(Column column) {
    Counts counts = new Counts(column.codes());
    matches.each(row -> {
      counts.add(column.code(row));
      return true;
    });
    return matches.table().reading(() -> {
      GroupTable table = new GroupTable(plan);
      boolean all = true;
      for (int code = 0; column.isUsable() && code < counts.byCode.length && all; code++) {
        if (counts.byCode[code] > 0) {
          all = addRows(table, List.of(column.value(code)), counts.byCode[code]);
        }
      }
      return all ? Optional.of(table) : Optional.empty();
    });
  }

  private static boolean addRows(GroupTable table, List<Optional<JsonValue>> values, long rows) {
    Optional<List<Accumulator>> group = table.group(values);
    group.ifPresent(figures -> figures.forEach(figure -> figure.addRows(rows)));
    return group.isPresent();
  }

  /** Counts rows by code; new codes may appear while it counts. */
  private static final class Counts {
    private long[] byCode;

    Counts(int codes) {
      this.byCode = new long[codes];
    }

    void add(int code) {
      if (code >= byCode.length) {
        byCode = Arrays.copyOf(byCode, code * 2);
      }
      byCode[code]++;
    }
  }
}
