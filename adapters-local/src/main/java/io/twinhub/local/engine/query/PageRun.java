package io.twinhub.local.engine.query;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.query.ContinuationToken;
import io.twinhub.domain.query.PageSize;
import io.twinhub.domain.query.QueryError;
import io.twinhub.domain.query.QueryPage;
import io.twinhub.domain.query.QueryRow;
import io.twinhub.domain.query.QueryText;
import io.twinhub.local.engine.query.ast.Query;
import io.twinhub.local.engine.query.plan.GroupTable;
import io.twinhub.local.engine.query.plan.Plan;
import io.twinhub.local.engine.query.plan.RowOutput;
import io.twinhub.local.engine.query.table.Candidate;
import java.util.List;
import java.util.Optional;

/** Makes one page of one query. */
final class PageRun {
  /*
   * Rows come in the order of their keys, starting after the last key of the previous page. One row more
   * than the page holds is looked up to prove that the next page is not empty, because clients throw when a
   * continuation token leads to an empty page. If TOP ends with the page, no extra row is needed.
   *
   * Groups: every page counts the whole collection again and returns its part of the results, which are in
   * the order of their values. Writes between two pages may therefore move a group from one page to
   * another.
   */
  private final CandidateSource source;
  private final QueryText text;
  private final Query query;
  private final Plan plan;

  PageRun(CandidateSource source, QueryText text, Query query, Plan plan) {
    this.source = source;
    this.text = text;
    this.query = query;
    this.plan = plan;
  }

  /** The page that begins at {@code start}. */
  QueryPage page(Continuation start, PageSize size) {
    try (Matches matches = new Matches(source, query, plan)) {
      return plan.output().accept(new RowOutput.Visitor<>() {
        @Override
        public QueryPage perRow(RowOutput.PerRow output) {
          return rows(matches, output, start, size);
        }

        @Override
        public QueryPage groups(RowOutput.Groups output) {
          return results(counted(matches, output).results(), start, size);
        }
      });
    }
  }

  private QueryPage rows(
      Matches matches, RowOutput.PerRow output, Continuation start, PageSize size) {
    long remaining = Math.max(0, plan.top().orElse(Long.MAX_VALUE) - start.delivered());
    int wanted = (int) Math.min(size.rows(), remaining);
    int looked = remaining > wanted ? wanted + 1 : wanted;
    List<Candidate> found = plan.deviceIds().isPresent()
        ? lookedUp(matches, start.afterKey(), looked)
        : matches.next(start.afterKey(), looked);
    List<Candidate> shown = found.subList(0, Math.min(wanted, found.size()));
    List<QueryRow> rows = shown.stream().map(output::of).toList();
    if (found.size() <= wanted) {
      return page(rows, Optional.empty());
    }
    String lastKey = shown.get(wanted - 1).key();
    return page(rows, Optional.of(new Continuation(lastKey, start.delivered() + wanted)));
  }

  private static List<Candidate> lookedUp(Matches matches, String afterKey, int wanted) {
    return matches.lookedUp().stream()
        .filter(candidate -> afterKey.isEmpty() || candidate.compareKey(afterKey) > 0)
        .limit(wanted)
        .toList();
  }

  private GroupTable counted(Matches matches, RowOutput.Groups output) {
    if (plan.deviceIds().isEmpty()) {
      return new GroupRun(matches, output).counted().orElseThrow(this::tooManyGroups);
    }
    GroupTable table = new GroupTable(output);
    matches.lookedUp().forEach(table::add);
    return table;
  }

  private HubException tooManyGroups() {
    String message =
        "more than %d groups; narrow the query with WHERE, or group by a path with fewer values"
            .formatted(GroupTable.GROUPS_MAX);
    return new HubException(new QueryError.Invalid(
        List.of(query.groupBy().get(0).span().problem(text.value(), message))));
  }

  private QueryPage results(List<JsonObject> results, Continuation start, PageSize size) {
    long end = Math.min(results.size(), plan.top().orElse(Long.MAX_VALUE));
    long first = Math.min(start.delivered(), end);
    long next = Math.min(first + size.rows(), end);
    return page(
        results.subList((int) first, (int) next).stream().map(QueryRow::of).toList(),
        next < end ? Optional.of(new Continuation("", next)) : Optional.empty());
  }

  private QueryPage page(List<QueryRow> rows, Optional<Continuation> next) {
    Optional<ContinuationToken> token = next.map(place -> place.token(text));
    return new QueryPage(type(), rows, token);
  }

  private QueryPage.RowType type() {
    if (!query.select().all()) {
      return QueryPage.RowType.RAW;
    }
    return switch (plan.from()) {
      case DEVICES, MODULES -> QueryPage.RowType.TWIN;
      case JOBS, EVENTS -> QueryPage.RowType.DEVICE_JOB;
    };
  }
}
