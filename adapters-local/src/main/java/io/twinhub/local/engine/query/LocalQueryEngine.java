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
import io.twinhub.local.engine.query.ast.Query;
import io.twinhub.local.engine.query.check.QueryChecker;
import io.twinhub.local.engine.query.parse.Parsed;
import io.twinhub.local.engine.query.parse.Parser;
import io.twinhub.local.engine.query.plan.Plan;
import io.twinhub.local.engine.query.plan.Planner;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The query language over a {@link CandidateSource}: text, tree, plan, page. Holds no state between
 * calls; a token holds all that the next page needs.
 */
public final class LocalQueryEngine implements QueryEngine, QueryExplanations {
  private static final Comparator<QueryProblem> BY_PLACE =
      Comparator.comparingInt(QueryProblem::line).thenComparingInt(QueryProblem::column);

  private final CandidateSource source;

  /** An engine that asks {@code source}. */
  public LocalQueryEngine(CandidateSource source) {
    this.source = source;
  }

  /**
   * {@inheritDoc}
   *
   * @throws HubException with {@link QueryError.Invalid} and all problems if the text is not a query, or
   *     makes too many groups; with {@link QueryError.ForeignToken} if the token is not its own
   */
  @Override
  public QueryPage run(QueryText text, PageSize size, Optional<ContinuationToken> from) {
    Query query = understood(text);
    Continuation start = from.map(token -> Continuation.of(token, text)).orElse(Continuation.START);
    Plan plan = Planner.plan(query);
    return new PageRun(source, text, query, plan).page(start, size);
  }

  /**
   * What is odd about a valid query, most of all paths that no twin has. Never a reason to refuse it: a
   * missing path is undefined. Reads the whole collection if a path is not in the sample.
   *
   * @throws HubException with {@link QueryError.Invalid} if the text is not a query
   */
  public List<QueryProblem> hints(QueryText text) {
    return new PropertyHints(source, text).of(understood(text));
  }

  @Override
  public QueryExplanation explain(QueryText text) {
    Query query = understood(text);
    List<QueryProblem> warnings = hints(text);
    Plan plan = Planner.plan(query);
    return new Explaining(source, query, plan).explain(warnings);
  }

  @Override
  public QueryVerdict why(QueryText text, TwinAddress address) {
    Query query = understood(text);
    return new Explaining(source, query, Planner.plan(query)).why(address, hints(text));
  }

  @Override
  public List<JsonPath> paths(int max) {
    Set<JsonPath> paths = new LinkedHashSet<>();
    paths.addAll(source.sampledPaths(CandidateSource.Collection.DEVICES));
    paths.addAll(source.sampledPaths(CandidateSource.Collection.MODULES));
    // Metadata doubles every path, and hardly anybody asks for it.
    return paths.stream()
        .filter(path -> !path.segments().contains("$metadata"))
        .limit(Math.min(max, PATHS_MAX))
        .toList();
  }

  private static Query understood(QueryText text) {
    Parsed parsed = Parser.parse(text.value());
    List<QueryProblem> problems = new ArrayList<>(parsed.problems());
    parsed.query().ifPresent(query -> problems.addAll(QueryChecker.check(text.value(), query)));
    if (!problems.isEmpty()) {
      problems.sort(BY_PLACE);
      throw new HubException(new QueryError.Invalid(problems));
    }
    return parsed.query().orElseThrow();
  }
}
