package io.twinhub.local.engine.query;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.job.JobRequest;
import io.twinhub.domain.query.QueryError;
import io.twinhub.domain.query.QueryProblem;
import io.twinhub.local.engine.query.ast.From;
import io.twinhub.local.engine.query.ast.Query;
import io.twinhub.local.engine.query.check.QueryChecker;
import io.twinhub.local.engine.query.parse.Parsed;
import io.twinhub.local.engine.query.parse.Parser;
import io.twinhub.local.engine.query.plan.Condition;
import io.twinhub.local.engine.query.plan.Planner;
import io.twinhub.local.engine.query.table.Candidate;
import io.twinhub.local.engine.query.value.Truth;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which twins a job concerns: a condition on devices, {@value JobRequest#ALL_DEVICES} for all devices, or a
 * query's text from {@code FROM} on, by which a job may also concern modules.
 */
public final class TwinSelection {
  private static final Pattern FROM_ON = Pattern.compile("(?is)\\s*FROM\\s.*");

  /** What stands before {@code FROM} while the text is parsed; problems are told without it. */
  private static final String SELECT = "SELECT * ";

  private final CandidateSource.Collection collection;
  private final Condition condition;

  private TwinSelection(CandidateSource.Collection collection, Condition condition) {
    this.collection = collection;
    this.condition = condition;
  }

  /**
   * Compiles a selection.
   *
   * @throws HubException with {@link QueryError.Invalid} and all problems if {@code text} is none
   */
  public static TwinSelection of(String text) {
    if (text.strip().equals(JobRequest.ALL_DEVICES)) {
      return new TwinSelection(CandidateSource.Collection.DEVICES, row -> Truth.TRUE);
    }
    if (FROM_ON.matcher(text).matches()) {
      return ofQuery(text);
    }
    return new TwinSelection(
        CandidateSource.Collection.DEVICES, EventCondition.compiled(text, From.DEVICES));
  }

  private static TwinSelection ofQuery(String text) {
    String whole = SELECT + text;
    Parsed parsed = Parser.parse(whole);
    List<QueryProblem> problems = new ArrayList<>(parsed.problems());
    parsed.query().ifPresent(query -> {
      problems.addAll(QueryChecker.check(whole, query).problems());
      if (query.from() == From.JOBS) {
        problems.add(query.select().span().problem(whole, "a job concerns devices or modules"));
      }
      if (!query.groupBy().isEmpty()) {
        problems.add(
            query.groupBy().get(0).span().problem(whole, "a job's condition cannot be grouped"));
      }
    });
    Optional<Query> query = parsed.query();
    if (!problems.isEmpty() || query.isEmpty()) {
      throw new HubException(new QueryError.Invalid(
          problems.stream().map(TwinSelection::withoutSelect).toList()));
    }
    return new TwinSelection(
        query.get().from() == From.MODULES
            ? CandidateSource.Collection.MODULES
            : CandidateSource.Collection.DEVICES,
        query
            .get()
            .where()
            .map(where -> Planner.condition(query.get().from(), where))
            .orElse(row -> Truth.TRUE));
  }

  private static QueryProblem withoutSelect(QueryProblem problem) {
    if (problem.line() > 1) {
      return problem;
    }
    return new QueryProblem(
        problem.message(),
        1,
        Math.max(1, problem.column() - SELECT.length()),
        problem.length(),
        problem.excerpt().substring(SELECT.length()));
  }

  /** The keys of the twins that it selects now, in order. */
  public List<String> keys(CandidateSource source) {
    List<String> keys = new ArrayList<>();
    Iterator<? extends Candidate> rows = source.table(collection).after("");
    while (rows.hasNext()) {
      Candidate row = rows.next();
      if (condition.test(row) == Truth.TRUE) {
        keys.add(row.key());
      }
    }
    return keys;
  }
}
