package io.twinhub.local.frontend.https;

import io.twinhub.application.port.in.TwinQueryExplanations;
import io.twinhub.domain.access.DataAction;
import io.twinhub.domain.access.Principal;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonPath;
import io.twinhub.domain.query.QueryExplanation;
import io.twinhub.domain.query.QueryProblem;
import io.twinhub.domain.query.QueryText;
import io.twinhub.domain.query.QueryVerdict;
import io.twinhub.domain.query.QueryVerdict.Clause;
import io.twinhub.domain.query.QueryVerdict.Outcome;
import io.twinhub.domain.query.QueryVerdict.Value;
import io.twinhub.domain.query.UsedPath;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Explains every query alike; knows the wrong one of {@link FakeQueries}. */
final class FakeExplanations implements TwinQueryExplanations {
  private static final QueryProblem WARNING = new QueryProblem("odd", 1, 2, "text");

  @Override
  public QueryExplanation explain(Principal principal, QueryText text) {
    principal.require(DataAction.TWINS_READ);
    if (text.value().equals(FakeQueries.WRONG)) {
      throw FakeQueries.refusal("expected SELECT, found 'SELEKT'");
    }
    return new QueryExplanation(
        text.value(),
        QueryExplanation.Access.COLUMNS,
        List.of("a"),
        List.of(new QueryExplanation.Column("tags.a", true, 3, 4000)),
        5,
        2,
        Duration.ofNanos(1_234_567),
        List.of(WARNING));
  }

  @Override
  public QueryVerdict why(Principal principal, QueryText text, TwinAddress address) {
    principal.require(DataAction.TWINS_READ);
    Clause found = new Clause(
        address.toString(),
        Outcome.TRUE,
        List.of(
            new Value("tags.a", Optional.of(JsonNumber.of(1))),
            new Value("tags.b", Optional.empty())),
        List.of());
    return new QueryVerdict(
        Outcome.UNDEFINED,
        Optional.of(new Clause("both", Outcome.FALSE, List.of(), List.of(found))),
        List.of());
  }

  @Override
  public List<UsedPath> usedPaths(Principal principal, String part) {
    principal.require(DataAction.TWINS_READ);
    return List.of(new UsedPath(JsonPath.of("tags", part), List.of("number", "string"), 7));
  }

  @Override
  public List<JsonPath> paths(Principal principal, int max) {
    principal.require(DataAction.TWINS_READ);
    return IntStream.range(0, Math.min(max, 3))
        .mapToObj(i -> JsonPath.of("tags", "p" + i))
        .toList();
  }
}
