package io.twinhub.local.engine.query.check;

import io.twinhub.domain.json.JsonPath;
import io.twinhub.local.engine.query.ast.From;
import io.twinhub.local.engine.query.ast.Path;
import io.twinhub.local.engine.query.ast.Query;
import io.twinhub.local.engine.query.ast.SelectItem;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds all problems of a query that could be parsed, and its oddities. */
public final class QueryChecker {
  /**
   * The maximum number of members in a row. This limit is ours: the language limits only the query's
   * length.
   */
  public static final int SELECT_ITEMS_MAX = 100;

  /** The maximum number of elements in a list. This limit is ours, too. */
  public static final int LIST_LENGTH_MAX = 1000;

  /** The maximum number of paths to group by. The documentation shows one; the grammar allows more. */
  public static final int GROUP_PATHS_MAX = 10;

  private final Query query;
  private final Findings findings;

  private QueryChecker(Query query, Findings findings) {
    this.query = query;
    this.findings = findings;
  }

  /**
   * The problems of {@code query}, none if it can be planned, and its warnings.
   *
   * @param text the text that it was parsed from
   */
  public static CheckedQuery check(String text, Query query) {
    Findings findings = new Findings(text, query.from());
    new QueryChecker(query, findings).check();
    return findings.all();
  }

  private void check() {
    if (query.from() == From.JOBS) {
      checkJobs();
    } else {
      checkSelect();
      checkGrouping();
    }
    ConditionCheck condition = new ConditionCheck(findings);
    query.where().ifPresent(condition::check);
    query.groupBy().forEach(findings::check);
  }

  private void checkJobs() {
    if (!query.select().all()) {
      findings.add(query.select().span(), "devices.jobs is read with SELECT * only");
    }
    if (!query.groupBy().isEmpty()) {
      findings.add(query.groupBy().get(0).span(), "devices.jobs cannot be grouped");
    }
  }

  private void checkSelect() {
    List<SelectItem> items = query.select().items();
    if (items.size() > SELECT_ITEMS_MAX) {
      findings.add(
          query.select().span(),
          "%d members are selected; at most %d are allowed"
              .formatted(items.size(), SELECT_ITEMS_MAX));
    }
    items.forEach(item -> item.accept(new PathsOf()));
    List<String> names = ColumnNames.of(query.from(), items);
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < names.size(); i++) {
      if (!seen.add(names.get(i))) {
        findings.add(
            items.get(i).span(),
            "a second member is named '%s'; give one of them another name with AS"
                .formatted(names.get(i)));
      }
    }
  }

  private void checkGrouping() {
    if (query.groupBy().size() > GROUP_PATHS_MAX) {
      findings.add(
          query.groupBy().get(0).span(),
          "%d paths to group by; at most %d are allowed"
              .formatted(query.groupBy().size(), GROUP_PATHS_MAX));
    }
    if (query.select().all() && query.aggregates()) {
      findings.add(
          query.select().span(),
          "SELECT * cannot be grouped; select the paths of GROUP BY, COUNT(), AVG, SUM, MIN or MAX");
    } else if (query.aggregates()) {
      Set<JsonPath> grouped =
          query.groupBy().stream().map(this::canonical).collect(Collectors.toSet());
      query.select().items().forEach(item -> item.accept(new Ungrouped(grouped)));
    }
  }

  private JsonPath canonical(Path path) {
    return RootFields.canonical(query.from(), path);
  }

  /** Checks the paths of select items. */
  private final class PathsOf implements SelectItem.Visitor<Boolean> {
    @Override
    public Boolean column(SelectItem.Column column) {
      findings.check(column.path());
      return true;
    }

    @Override
    public Boolean aggregate(SelectItem.Aggregate aggregate) {
      aggregate.argument().ifPresent(findings::check);
      return true;
    }
  }

  /** Finds paths that have many values in one row of the result. */
  private final class Ungrouped implements SelectItem.Visitor<Boolean> {
    private final Set<JsonPath> grouped;

    Ungrouped(Set<JsonPath> grouped) {
      this.grouped = grouped;
    }

    @Override
    public Boolean column(SelectItem.Column column) {
      JsonPath path = canonical(column.path());
      if (!grouped.contains(path)) {
        findings.add(
            column.path().span(),
            "'%s' is selected next to figures over many rows; add it to GROUP BY".formatted(path));
      }
      return true;
    }

    @Override
    public Boolean aggregate(SelectItem.Aggregate aggregate) {
      return true;
    }
  }
}
