package io.twinhub.local.engine.query.plan;

import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.local.engine.query.value.ValueOrder;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The groups of one run of a query, filled row by row. Rows whose value is undefined are a group of their
 * own, whose result lacks the member. Without GROUP BY there is one group, even if there are no rows.
 */
public final class GroupTable {
  /**
   * The maximum number of groups of a query. This limit is ours: each group takes memory while the query
   * runs, and nobody reads more than a hundred pages of groups.
   */
  public static final int GROUPS_MAX = 10_000;

  private static final Comparator<List<Optional<JsonValue>>> BY_VALUES = byValues();

  private final RowOutput.Groups plan;
  private final Map<List<Optional<JsonValue>>, List<Accumulator>> groups = new HashMap<>();

  /** An empty table for {@code plan}. */
  public GroupTable(RowOutput.Groups plan) {
    this.plan = plan;
    if (plan.by().isEmpty()) {
      groups.put(List.of(), accumulators());
    }
  }

  /**
   * Adds a row.
   *
   * @return false if that would make too many groups
   */
  public boolean add(Row row) {
    Optional<List<Accumulator>> group = group(plan.by().stream().map(row::find).toList());
    group.ifPresent(figures -> figures.forEach(figure -> figure.add(row)));
    return group.isPresent();
  }

  /** The figures of the group of these values; empty if that would make too many groups. */
  public Optional<List<Accumulator>> group(List<Optional<JsonValue>> values) {
    return groups.size() == GROUPS_MAX && !groups.containsKey(values)
        ? Optional.empty()
        : Optional.of(groups.computeIfAbsent(values, v -> accumulators()));
  }

  private List<Accumulator> accumulators() {
    return plan.figures().stream().map(Accumulator::new).toList();
  }

  /** The results, in the order of the groups' values. */
  public List<JsonObject> results() {
    return groups.entrySet().stream()
        .sorted(Map.Entry.comparingByKey(BY_VALUES))
        .map(group -> result(group.getKey(), group.getValue()))
        .toList();
  }

  private JsonObject result(List<Optional<JsonValue>> values, List<Accumulator> figures) {
    JsonObject.Builder members = JsonObject.builder();
    for (RowOutput.Column column : plan.columns()) {
      int index = plan.by().indexOf(column.path());
      values.get(index).ifPresent(value -> members.put(column.name(), value));
    }
    for (Accumulator figure : figures) {
      figure.result().ifPresent(value -> members.put(figure.name(), value));
    }
    return members.build();
  }

  private static Comparator<List<Optional<JsonValue>>> byValues() {
    ValueOrder order = new ValueOrder();
    return (left, right) -> {
      for (int i = 0; i < left.size(); i++) {
        int byValue = order.compare(left.get(i), right.get(i));
        if (byValue != 0) {
          return byValue;
        }
      }
      return 0;
    };
  }
}
