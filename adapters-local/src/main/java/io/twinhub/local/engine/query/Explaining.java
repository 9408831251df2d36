package io.twinhub.local.engine.query;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.query.QueryExplanation;
import io.twinhub.domain.query.QueryProblem;
import io.twinhub.domain.query.QueryVerdict;
import io.twinhub.domain.query.QueryVerdict.Clause;
import io.twinhub.domain.query.QueryVerdict.Outcome;
import io.twinhub.local.engine.query.ast.From;
import io.twinhub.local.engine.query.ast.Query;
import io.twinhub.local.engine.query.ast.QueryPrinter;
import io.twinhub.local.engine.query.plan.ClauseJudge;
import io.twinhub.local.engine.query.plan.Plan;
import io.twinhub.local.engine.query.table.Candidate;
import io.twinhub.local.engine.query.table.Columns;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Tells how one query is answered, or why one twin is in its answer. */
final class Explaining {
  private final CandidateSource source;
  private final Query query;
  private final Plan plan;

  Explaining(CandidateSource source, Query query, Plan plan) {
    this.source = source;
    this.query = query;
    this.plan = plan;
  }

  QueryExplanation explain(List<QueryProblem> warnings) {
    long start = System.nanoTime();
    try (Matches matches = new Matches(source, query, plan)) {
      boolean lookUp = plan.deviceIds().isPresent();
      long matched = lookUp ? matches.lookedUp().size() : matches.count();
      Duration time = Duration.ofNanos(System.nanoTime() - start);
      return new QueryExplanation(
          QueryPrinter.print(query),
          access(matches),
          plan.deviceIds().orElse(List.of()),
          columns(matches),
          plan.deviceIds()
              .map(List::size)
              .map(Long::valueOf)
              .orElse(matches.view().asked()),
          matched,
          time,
          warnings);
    }
  }

  private QueryExplanation.Access access(Matches matches) {
    if (plan.deviceIds().isPresent()) {
      return QueryExplanation.Access.LOOK_UP;
    }
    boolean columnsSuffice = query.where().isPresent() && !matches.asksRows();
    return columnsSuffice ? QueryExplanation.Access.COLUMNS : QueryExplanation.Access.SCAN;
  }

  private static List<QueryExplanation.Column> columns(Matches matches) {
    Columns.Lease lease = matches.columns();
    return matches
        .table()
        .reading(() -> lease.all().stream()
            .map(column -> new QueryExplanation.Column(
                column.path().toString(), lease.built(column), column.distinct(), column.bytes()))
            .toList());
  }

  QueryVerdict why(TwinAddress address, List<QueryProblem> warnings) {
    requireRanged(address);
    Candidate candidate =
        find(address).orElseThrow(() -> new HubException(missing(address).notFound()));
    Optional<Clause> clause =
        query.where().map(where -> ClauseJudge.judge(query.from(), where, candidate));
    return new QueryVerdict(clause.map(Clause::outcome).orElse(Outcome.TRUE), clause, warnings);
  }

  private Optional<Candidate> find(TwinAddress address) {
    CandidateSource.Collection collection = address.moduleId().isPresent()
        ? CandidateSource.Collection.MODULES
        : CandidateSource.Collection.DEVICES;
    return source.table(collection).find(address.toString()).map(Candidate.class::cast);
  }

  /** What is missing: the device, or only the module. */
  private TwinAddress missing(TwinAddress address) {
    TwinAddress device = TwinAddress.of(address.deviceId());
    return find(device).isEmpty() ? device : address;
  }

  private void requireRanged(TwinAddress address) {
    From needed = address.moduleId().isPresent() ? From.MODULES : From.DEVICES;
    if (query.from() != needed) {
      throw new HubException(RequestError.invalid(
          "the query is over %s, where %s is no row".formatted(query.from().spelling(), address)));
    }
  }
}
