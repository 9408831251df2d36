package io.twinhub.local.engine.query;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.query.ContinuationToken;
import io.twinhub.domain.query.PageSize;
import io.twinhub.domain.query.QueryError;
import io.twinhub.domain.query.QueryPage;
import io.twinhub.domain.query.QueryText;
import io.twinhub.local.engine.query.ast.Query;
import io.twinhub.local.engine.query.plan.GroupTable;
import io.twinhub.local.engine.query.plan.Output;
import io.twinhub.local.engine.query.plan.Plan;
import io.twinhub.local.engine.query.value.Truth;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** One page of one query being made. */
final class PageRun {
  /*
   * Rows: candidates come in the order of their keys, from behind the last key of the page before. The scan
   * stops at the first row that passes and finds the page full: it proves that the next page is not empty,
   * since a token for an empty page makes clients throw. Where TOP ends with the page, nothing is looked for.
   *
   * Groups: every page counts the whole collection again and cuts its part out of the results, which are in
   * the order of their values. Writes between two pages may so move a group over a page's edge.
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
    return plan.output().accept(new Output.Visitor<>() {
      @Override
      public QueryPage perRow(Output.PerRow output) {
        return rows(output, start, size);
      }

      @Override
      public QueryPage groups(Output.Groups output) {
        return results(counted(output).results(), start, size);
      }
    });
  }

  private QueryPage rows(Output.PerRow output, Continuation start, PageSize size) {
    long remaining = plan.top().orElse(Long.MAX_VALUE) - start.delivered();
    long wanted = Math.min(size.rows(), remaining);
    boolean looksBehind = remaining > wanted;
    List<JsonObject> rows = new ArrayList<>();
    String lastKey = start.afterKey();
    Iterator<Candidate> candidates = candidates(start.afterKey());
    while ((rows.size() < wanted || looksBehind) && candidates.hasNext()) {
      Candidate candidate = candidates.next();
      if (plan.condition().test(candidate) != Truth.TRUE) {
        continue;
      }
      if (rows.size() == wanted) {
        Continuation next = new Continuation(lastKey, start.delivered() + wanted);
        return page(rows, Optional.of(next));
      }
      rows.add(output.of(candidate));
      lastKey = candidate.key();
    }
    return page(rows, Optional.empty());
  }

  private Iterator<Candidate> candidates(String afterKey) {
    return new Candidates(source, plan).after(afterKey);
  }

  /** What a plan looks at. */
  record Candidates(CandidateSource source, Plan plan) {
    /** In order, from behind a key. */
    Iterator<Candidate> after(String key) {
      return plan.deviceId()
          .map(
              id -> source.find(CandidateSource.Collection.DEVICES, id).stream().iterator())
          .orElseGet(() -> source.scan(collection(), key));
    }

    private CandidateSource.Collection collection() {
      return switch (plan.from()) {
        case DEVICES -> CandidateSource.Collection.DEVICES;
        case MODULES -> CandidateSource.Collection.MODULES;
        case JOBS -> CandidateSource.Collection.JOBS;
      };
    }
  }

  private GroupTable counted(Output.Groups output) {
    GroupTable table = new GroupTable(output);
    Iterator<Candidate> candidates = candidates("");
    while (candidates.hasNext()) {
      Candidate candidate = candidates.next();
      if (plan.condition().test(candidate) == Truth.TRUE && !table.add(candidate)) {
        throw tooManyGroups();
      }
    }
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
        results.subList((int) first, (int) next),
        next < end ? Optional.of(new Continuation("", next)) : Optional.empty());
  }

  private QueryPage page(List<JsonObject> rows, Optional<Continuation> next) {
    Optional<ContinuationToken> token = next.map(place -> place.token(text));
    return new QueryPage(type(), rows, token);
  }

  private QueryPage.RowType type() {
    if (!query.select().all()) {
      return QueryPage.RowType.RAW;
    }
    return switch (plan.from()) {
      case DEVICES, MODULES -> QueryPage.RowType.TWIN;
      case JOBS -> QueryPage.RowType.DEVICE_JOB;
    };
  }
}
