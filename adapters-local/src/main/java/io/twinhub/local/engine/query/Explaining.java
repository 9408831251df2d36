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
import io.twinhub.local.engine.query.value.Truth;
import java.time.Duration;
import java.util.Iterator;
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
    long scanned = 0;
    long matched = 0;
    Iterator<Candidate> candidates = new PageRun.Candidates(source, plan).after("");
    while (candidates.hasNext()) {
      scanned++;
      matched += plan.condition().test(candidates.next()) == Truth.TRUE ? 1 : 0;
    }
    return new QueryExplanation(
        QueryPrinter.print(query),
        plan.deviceId().isPresent()
            ? QueryExplanation.Access.LOOK_UP
            : QueryExplanation.Access.SCAN,
        plan.deviceId().stream().toList(),
        List.of(),
        scanned,
        matched,
        Duration.ofNanos(System.nanoTime() - start),
        warnings);
  }

  QueryVerdict why(TwinAddress address, List<QueryProblem> warnings) {
    requireRanged(address);
    Candidate candidate = source
        .find(collection(address), address.toString())
        .orElseThrow(() -> new HubException(missing(address).notFound()));
    Optional<Clause> clause =
        query.where().map(where -> ClauseJudge.judge(query.from(), where, candidate));
    return new QueryVerdict(clause.map(Clause::outcome).orElse(Outcome.TRUE), clause, warnings);
  }

  /** The device, if it is not there either. */
  private TwinAddress missing(TwinAddress address) {
    TwinAddress device = TwinAddress.of(address.deviceId());
    return source.find(collection(device), device.toString()).isEmpty() ? device : address;
  }

  private static CandidateSource.Collection collection(TwinAddress address) {
    return address.moduleId().isPresent()
        ? CandidateSource.Collection.MODULES
        : CandidateSource.Collection.DEVICES;
  }

  private void requireRanged(TwinAddress address) {
    From needed = address.moduleId().isPresent() ? From.MODULES : From.DEVICES;
    if (query.from() != needed) {
      throw new HubException(new RequestError.Invalid(
          "the query is over %s, where %s is no row".formatted(query.from().spelling(), address)));
    }
  }
}
