package io.twinhub.local.engine.query;

import io.twinhub.application.port.out.QueryEngine;
import io.twinhub.application.port.out.QueryExplanations;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonPath;
import io.twinhub.domain.query.ContinuationToken;
import io.twinhub.domain.query.PageSize;
import io.twinhub.domain.query.QueryError;
import io.twinhub.domain.query.QueryExplanation;
import io.twinhub.domain.query.QueryPage;
import io.twinhub.domain.query.QueryProblem;
import io.twinhub.domain.query.QueryText;
import io.twinhub.domain.query.QueryVerdict;
import io.twinhub.domain.query.UsedPath;
import io.twinhub.local.engine.query.ast.Query;
import io.twinhub.local.engine.query.check.CheckedQuery;
import io.twinhub.local.engine.query.check.QueryChecker;
import io.twinhub.local.engine.query.parse.Parsed;
import io.twinhub.local.engine.query.parse.Parser;
import io.twinhub.local.engine.query.plan.Plan;
import io.twinhub.local.engine.query.plan.Planner;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The query language over a {@link CandidateSource}: from text to tree, plan and page. Holds no state
 * between calls; a continuation token holds everything that the next page needs.
 */
public final class LocalQueryEngine implements QueryEngine, QueryExplanations {
  private static final Comparator<QueryProblem> BY_PLACE =
      Comparator.comparingInt(QueryProblem::line).thenComparingInt(QueryProblem::column);

  private final CandidateSource source;

  /** Creates an engine that queries {@code source}. */
  public LocalQueryEngine(CandidateSource source) {
    this.source = source;
  }

  /**
   * {@inheritDoc}
   *
   * @throws HubException with {@link QueryError.Invalid} and all problems if the text is not a query, or
   *     makes too many groups; with {@link QueryError#foreignToken} if the token is not its own
   */
  @Override
  public QueryPage run(QueryText text, PageSize size, Optional<ContinuationToken> from) {
    Understood understood = understood(text);
    Query query = understood.query();
    Continuation start = from.map(token -> Continuation.of(token, text)).orElse(Continuation.START);
    Plan plan = Planner.plan(query);
    return new PageRun(source, text, query, plan).page(start, size).with(understood.warnings());
  }

  private record Understood(Query query, List<QueryProblem> warnings) {}

  /**
   * Warns about oddities of a valid query, above all fields and paths that no twin has. They are no reason
   * to refuse it, since a missing path is undefined. Reads the whole collection if a path is not in the
   * sample.
   *
   * @throws HubException with {@link QueryError.Invalid} if the text is not a query
   */
  public List<QueryProblem> hints(QueryText text) {
    return hints(text, understood(text));
  }

  private List<QueryProblem> hints(QueryText text, Understood understood) {
    List<QueryProblem> hints = new ArrayList<>(understood.warnings());
    hints.addAll(new PropertyHints(source, text).of(understood.query()));
    return hints;
  }

  @Override
  public QueryExplanation explain(QueryText text) {
    Understood understood = understood(text);
    List<QueryProblem> warnings = hints(text, understood);
    Plan plan = Planner.plan(understood.query());
    return new Explaining(source, understood.query(), plan).explain(warnings);
  }

  /**
   * How many rows a query has, on all its pages together.
   *
   * @throws HubException with {@link QueryError.Invalid} if the text is not a query
   */
  public long count(QueryText text) {
    Query query = understood(text).query();
    if (query.aggregates()) {
      return countPages(text);
    }
    long most = query.select().top().orElse(Long.MAX_VALUE);
    return Math.min(
        most,
        new Explaining(source, query, Planner.plan(query)).explain(List.of()).matched());
  }

  private long countPages(QueryText text) {
    QueryPage page = run(text, PageSize.DEFAULT, Optional.empty());
    long rows = page.results().size();
    while (page.next().isPresent()) {
      page = run(text, PageSize.DEFAULT, page.next());
      rows += page.results().size();
    }
    return rows;
  }

  @Override
  public QueryVerdict why(QueryText text, TwinAddress address) {
    Understood understood = understood(text);
    Query query = understood.query();
    return new Explaining(source, query, Planner.plan(query)).why(address, hints(text, understood));
  }

  @Override
  public List<JsonPath> paths(int max) {
    Set<JsonPath> paths = new LinkedHashSet<>();
    paths.addAll(source.sampledPaths(CandidateSource.Collection.DEVICES));
    paths.addAll(source.sampledPaths(CandidateSource.Collection.MODULES));
    return paths.stream()
        .filter(LocalQueryEngine::isQueried)
        .limit(Math.min(max, PATHS_MAX))
        .toList();
  }

  /** Metadata repeats every path and is rarely queried. */
  private static boolean isQueried(JsonPath path) {
    return !path.segments().contains("$metadata");
  }

  @Override
  public List<UsedPath> usedPaths(String part) {
    String wanted = part.toLowerCase(Locale.ROOT);
    Map<JsonPath, UsedPath> found = new LinkedHashMap<>();
    for (CandidateSource.Collection collection :
        List.of(CandidateSource.Collection.DEVICES, CandidateSource.Collection.MODULES)) {
      source.sampledUses(collection).stream()
          .filter(used -> isQueried(used.path()))
          .filter(used -> spelling(used).contains(wanted))
          .forEach(used -> found.merge(used.path(), used, UsedPath::and));
    }
    return found.values().stream()
        .sorted(Comparator.comparing(used -> !spelling(used).startsWith(wanted)))
        .limit(PATHS_MAX)
        .toList();
  }

  private static String spelling(UsedPath used) {
    return used.path().toString().toLowerCase(Locale.ROOT);
  }

  /** The refusal of a query includes its warnings, since one of them may name the cause. */
  private static Understood understood(QueryText text) {
    Parsed parsed = Parser.parse(text.value());
    List<QueryProblem> problems = new ArrayList<>(parsed.problems());
    List<QueryProblem> warnings = new ArrayList<>();
    parsed.query().ifPresent(query -> {
      CheckedQuery checked = QueryChecker.check(text.value(), query);
      problems.addAll(checked.problems());
      warnings.addAll(checked.warnings());
    });
    warnings.sort(BY_PLACE);
    if (!problems.isEmpty()) {
      problems.addAll(warnings);
      problems.sort(BY_PLACE);
      throw new HubException(new QueryError.Invalid(problems));
    }
    return new Understood(parsed.query().orElseThrow(), warnings);
  }
}
